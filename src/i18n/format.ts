// Numbers, bytes, durations and dates as people of the current language write them. Total: what has no words is a dash, and nothing
// throws. Not for parsing.
import { isMoment } from '../domain/iso-moment';
import { getLocale } from './paraglide/runtime';

/** What stands where there is no number. */
export const none = '–';

type Maybe = number | null | undefined;
const isNumber = (value: Maybe): value is number => typeof value === 'number' && !Number.isNaN(value);

const kept = new Map<string, Intl.NumberFormat>();
function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const locale = getLocale();
  const key = locale + JSON.stringify(options);
  let format = kept.get(key);
  if (!format) kept.set(key, (format = new Intl.NumberFormat(locale, options)));
  return format;
}

/** A number; `digits` fixes the fraction digits, `max` bounds them (3 unless told). Very small ones as 1E-4. */
export function formatNumber(
  value: Maybe,
  { digits, max = 3 }: { digits?: number; max?: number } = {},
): string {
  if (!isNumber(value)) return none;
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (digits !== undefined)
    return numberFormat({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  const size = Math.abs(value);
  if (size !== 0 && size < 0.5 * 10 ** -max)
    return numberFormat({ notation: 'scientific', maximumSignificantDigits: 3 }).format(value);
  if (size >= 1e15)
    return numberFormat({ notation: 'scientific', maximumSignificantDigits: 4 }).format(value);
  return numberFormat({ maximumFractionDigits: max }).format(value);
}

/** A computed value with the digits that it can bear: a thousand and more whole, small ones with four decimals. */
export function formatReading(value: Maybe): string {
  const size = Math.abs(value ?? 0);
  return formatNumber(value, { max: size >= 1000 ? 0 : size >= 10 ? 2 : 4 });
}

/** A number that was predicted: as exact as its target's own values are, in `decimals`, and at least as a computed value. */
export function formatPredicted(value: Maybe, decimals: number | null): string {
  const size = Math.abs(value ?? 0);
  const least = size >= 1000 ? 0 : size >= 10 ? 2 : 4;
  return formatNumber(value, { max: Math.max(least, decimals ?? 0) });
}

/** A number beside an axis, where room is scarce: 500,000 as 500K, in Chinese as 50万. */
export function formatTick(value: Maybe): string {
  if (!isNumber(value) || Math.abs(value) < 10_000) return formatNumber(value);
  return numberFormat({ notation: 'compact', maximumSignificantDigits: 4 }).format(value);
}

/** A number with so many significant digits at most. */
export function formatSignificant(value: Maybe, digits: number): string {
  if (!isNumber(value)) return none;
  return numberFormat({ maximumSignificantDigits: digits }).format(value);
}

/** A fraction as a percentage, such as 0.031 → 3.1 %. */
export function formatPercent(fraction: Maybe, digits = 1): string {
  if (!isNumber(fraction)) return none;
  return numberFormat({ style: 'percent', maximumFractionDigits: digits }).format(fraction);
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Bytes in decimal units with three significant digits, such as 1.64 MB. */
export function formatBytes(bytes: Maybe): string {
  if (!isNumber(bytes)) return none;
  let size = Math.abs(bytes);
  let unit = 0;
  while (size >= 999.5 && unit < byteUnits.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const text = numberFormat({ maximumSignificantDigits: unit === 0 ? 21 : 3 }).format(size);
  return `${bytes < 0 ? '−' : ''}${text} ${byteUnits[unit] ?? ''}`;
}

const timeUnits = {
  en: { ms: ' ms', s: ' s', min: ' min', h: ' h', between: ' ' },
  'zh-CN': { ms: ' 毫秒', s: ' 秒', min: ' 分钟', h: ' 小时', between: ' ' },
} as const;

/** What a browser's clock tells apart where the page is not isolated: less reads as 0. */
const clockStepMs = 0.1;

/** A length of time, such as 12 ms, 4.2 s, 3 min 20 s, 2 h 5 min; 0 is less than the clock tells apart. */
export function formatDuration(ms: Maybe): string {
  if (!isNumber(ms) || !Number.isFinite(ms)) return none;
  const unit = timeUnits[getLocale()];
  if (ms === 0) return `< ${numberFormat({}).format(clockStepMs)}${unit.ms}`;
  if (ms < 999.5) return numberFormat({ maximumSignificantDigits: ms < 10 ? 2 : 3 }).format(ms) + unit.ms;
  const seconds = ms / 1000;
  if (seconds < 9.95) return numberFormat({ maximumFractionDigits: 1 }).format(seconds) + unit.s;
  const whole = Math.round(seconds);
  if (whole < 60) return `${String(whole)}${unit.s}`;
  if (whole < 3600) {
    const rest = whole % 60;
    const minutes = `${String(Math.floor(whole / 60))}${unit.min}`;
    return rest ? `${minutes}${unit.between}${String(rest)}${unit.s}` : minutes;
  }
  const minutes = Math.round(whole / 60);
  const hours = numberFormat({}).format(Math.floor(minutes / 60)) + unit.h;
  return minutes % 60 ? `${hours}${unit.between}${String(minutes % 60)}${unit.min}` : hours;
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** Formats are made once: a browser takes milliseconds for each. */
function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${getLocale()} ${JSON.stringify(options)}`;
  const known = dateFormats.get(key) ?? new Intl.DateTimeFormat(getLocale(), options);
  dateFormats.set(key, known);
  return known;
}

/** A moment in full: day, month, year, hour and minute. */
export function formatDate(at: Maybe): string {
  if (!isMoment(at)) return none;
  return dateFormat({ dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** A day without the hour. */
export function formatDay(at: Maybe): string {
  if (!isMoment(at)) return none;
  return dateFormat({ dateStyle: 'medium' }).format(at);
}

/** The hour and minute. */
export function formatTime(at: Maybe): string {
  if (!isMoment(at)) return none;
  return dateFormat({ timeStyle: 'short' }).format(at);
}

const dayStart = (at: number) => new Date(at).setHours(0, 0, 0, 0);

/** A past moment as one speaks of it: “today, 14:02”, “yesterday, 9:30”, “12 Nov”. */
export function formatRelative(at: Maybe, now = Date.now()): string {
  if (!isMoment(at)) return none;
  const days = Math.round((dayStart(now) - dayStart(at)) / 86_400_000);
  if (days === 0 || days === 1) {
    const day = new Intl.RelativeTimeFormat(getLocale(), { numeric: 'auto' }).format(-days, 'day');
    return getLocale() === 'zh-CN' ? `${day} ${formatTime(at)}` : `${day}, ${formatTime(at)}`;
  }
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return dateFormat(
    sameYear ? { day: 'numeric', month: 'short' } : { day: 'numeric', month: 'short', year: 'numeric' },
  ).format(at);
}
