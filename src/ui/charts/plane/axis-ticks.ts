// What stands beside the axes of a plane: round numbers, round moments, or the names of lines.
import { formatTick } from '../../../i18n/format';
import { getLocale } from '../../../i18n/paraglide/runtime';
import { niceTicks } from '../ticks';
import type { Range } from './brush';

/** A mark of an axis. */
export interface Tick {
  at: number;
  label: string;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const formats = new Map<string, Intl.DateTimeFormat>();

function dateText(ms: number, options: Intl.DateTimeFormatOptions): string {
  const key = getLocale() + JSON.stringify(options);
  let format = formats.get(key);
  if (!format)
    formats.set(key, (format = new Intl.DateTimeFormat(getLocale(), { ...options, timeZone: 'UTC' })));
  return format.format(ms);
}

/** About so many round numbers. */
export function numberTicks([low, high]: Range, wanted: number): Tick[] {
  return niceTicks(low, high, wanted).map((at) => ({ at, label: formatTick(at) }));
}

const steps = [1, 3, 6, 12].map((hours) => hours * hourMs);
const daySteps = [1, 2, 7, 14].map((days) => days * dayMs);
const monthMs = 30.44 * dayMs;
const monthSteps = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000, 36_000];

/** At most about so many round moments: hours, days, months or years. */
export function dateTicks([low, high]: Range, wanted: number): Tick[] {
  if (!(high > low)) return [];
  const rough = (high - low) / Math.max(1, wanted);
  const even = [...steps, ...daySteps].find((step) => step >= rough);
  if (even !== undefined) {
    const first = Math.ceil(low / even);
    const options: Intl.DateTimeFormatOptions =
      even < dayMs
        ? { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }
        : { day: 'numeric', month: 'short' };
    return Array.from({ length: Math.max(0, Math.floor(high / even) - first + 1) }, (_, index) => {
      const at = (first + index) * even;
      return { at, label: dateText(at, options) };
    });
  }
  const months = monthSteps.find((step) => step * monthMs >= rough) ?? 36_000;
  const begin = new Date(low);
  const options: Intl.DateTimeFormatOptions =
    months < 12 ? { month: 'short', year: 'numeric' } : { year: 'numeric' };
  const first = Math.floor((begin.getUTCFullYear() * 12 + begin.getUTCMonth()) / months) * months;
  const found: Tick[] = [];
  for (let month = first; found.length <= wanted * 2; month += months) {
    const at = new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, 1);
    if (at > high) break;
    if (at >= low) found.push({ at, label: dateText(at, options) });
  }
  return found;
}

/** One name in the middle of each line; the first is the topmost. */
export function lineTicks(names: readonly string[]): Tick[] {
  return names.map((label, place) => ({ at: names.length - place - 0.5, label }));
}
