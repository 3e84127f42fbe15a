// Hours, days, weeks, months, quarters and years as whole numbers, of moments as a clock shows them. A week begins on Monday.
import { timeUnits, type TimeUnit } from '../../../contract/data/charts/charts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** 1 January 1970 was a Thursday. */
const firstMonday = 4 * dayMs;

/** Months since January 1970 (Howard Hinnant, "chrono-compatible low-level date algorithms", civil_from_days). */
function monthOf(ms: number): number {
  const day = Math.floor(ms / dayMs) + 719_468;
  const era = Math.floor(day / 146_097);
  const dayOfEra = day - era * 146_097;
  const year = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  // The year begins in March.
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  return (year + era * 400) * 12 + month + 2 - 1970 * 12;
}

/** The number of the unit in which a moment lies. */
export const unitOf: Record<TimeUnit, (ms: number) => number> = {
  hour: (ms) => Math.floor(ms / hourMs),
  day: (ms) => Math.floor(ms / dayMs),
  week: (ms) => Math.floor((ms - firstMonday) / (7 * dayMs)),
  month: monthOf,
  quarter: (ms) => Math.floor(monthOf(ms) / 3),
  year: (ms) => Math.floor(monthOf(ms) / 12),
};

const monthStart = (month: number): number =>
  // setUTCFullYear, since Date.UTC takes the years 0 to 99 for 1900 to 1999.
  new Date(0).setUTCFullYear(1970 + Math.floor(month / 12), ((month % 12) + 12) % 12, 1);

/** When a unit begins, ms. */
export const startOf: Record<TimeUnit, (unit: number) => number> = {
  hour: (unit) => unit * hourMs,
  day: (unit) => unit * dayMs,
  week: (unit) => unit * 7 * dayMs + firstMonday,
  month: monthStart,
  quarter: (unit) => monthStart(unit * 3),
  year: (unit) => monthStart(unit * 12),
};

/** The finest unit that cuts a time into at most so many. */
export function unitFor(low: number, high: number, most: number): TimeUnit {
  return timeUnits.find((unit) => unitOf[unit](high) - unitOf[unit](low) < most) ?? 'year';
}
