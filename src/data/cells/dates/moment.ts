// Parts of a date and a time of day to milliseconds since 1970, in UTC. A time without a zone is taken as UTC, so that the same file
// gives the same numbers everywhere.

/** A time of day behind a date: four groups and a fifth for morning or afternoon. */
export const timeOfDay = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s?([AaPp])\.?[Mm]\.?|\s?Uhr)?`;
/** The same where there may be none. */
export const maybeTime = String.raw`(?:(?:,?\s+|T|t)${timeOfDay})?`;
export const maybeZone = String.raw`\s?(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?`;

const part = (match: readonly (string | undefined)[], index: number): number => Number(match[index] ?? 0);

/** Milliseconds since midnight of the time whose groups begin at `at`, 0 where there is none; NaN for one that no clock shows. */
export function timeMs(match: readonly (string | undefined)[], at: number): number {
  const [written, minute, second] = [part(match, at), part(match, at + 1), part(match, at + 2)];
  const half = match[at + 4]?.toLowerCase();
  if (written > 23 || minute > 59 || second > 59) return NaN;
  if (half !== undefined && (written === 0 || written > 12)) return NaN;
  const hour = half === undefined ? written : (written % 12) + (half === 'p' ? 12 : 0);
  const ms = Math.trunc(Number(`0.${match[at + 3] ?? '0'}`) * 1000);
  return ((hour * 60 + minute) * 60 + second) * 1000 + ms;
}

/** Milliseconds that a zone is ahead of UTC. */
export function zoneMs(zone: string | undefined): number {
  if (!zone || !/^[+-]/.test(zone)) return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), zone.length > 3 ? Number(zone.slice(-2)) : 0];
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** Midnight of a day, or NaN: a 30 February is none. */
export function dayMs(year: number, month: number, day: number): number {
  const date = new Date(0);
  // Date.UTC takes years under 100 as 19xx; setUTCFullYear does not.
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : NaN;
}

/** The last two digits of a year that still mean this century, as POSIX has it: 68 is 2068, 69 is 1969. */
const lastOfThisCentury = 68;

/** The year that two or four digits mean. */
export function yearOf(digits: string): number {
  const year = Number(digits);
  if (digits.length !== 2) return year;
  return year > lastOfThisCentury ? 1900 + year : 2000 + year;
}
