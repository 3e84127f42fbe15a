// The functions of the expression language: one entry each. A function whose argument is missing gives missing, but for those in compile.ts
// that are about missing values themselves (if, coalesce, is_missing) and `text`, which depends on a type.
import type { Value, ValueType } from './expression';

type Known = Exclude<Value, null>;

/** A function of values that are all known. */
export interface FunctionEntry {
  /** Types of its arguments; the last of them repeats where `repeats`. */
  args: readonly ValueType[];
  /** Arguments that may be left out, counted from the end. */
  optional?: number;
  repeats?: boolean;
  returns: ValueType;
  call(args: readonly Known[]): Value;
}

const dayMs = 86_400_000;

const numeric = (call: (...values: number[]) => number, args = 1): FunctionEntry => ({
  args: Array.from({ length: args }, () => 'number' as const),
  returns: 'number',
  call: (values) => call(...(values as number[])),
});
const textual = (
  call: (text: string, other: string) => Value,
  returns: ValueType,
  args = 1,
): FunctionEntry => ({
  args: Array.from({ length: args }, () => 'text' as const),
  returns,
  call: (values) => call(String(values[0]), String(values[1] ?? '')),
});
const part = (of: (date: Date) => number): FunctionEntry => ({
  args: ['date'],
  returns: 'number',
  call: ([date]) => of(new Date(Number(date))),
});
const extreme = (pick: (...values: number[]) => number): FunctionEntry => ({
  args: ['number', 'number'],
  repeats: true,
  returns: 'number',
  call: (values) => pick(...(values as number[])),
});

/** To the nearest, halves away from zero; `digits` after the decimal point, or before it where negative. */
function round(value: number, digits = 0): number {
  const [mantissa = '0', exponent = '0'] = Math.abs(value).toExponential().split('e');
  const scaled = Math.round(Number(`${mantissa}e${Number(exponent) + digits}`));
  return Math.sign(value) * Number(`${scaled}e${-digits}`);
}

/** A plain number, blanks around it allowed; anything else is missing. */
function numberOf(text: string): number | null {
  return /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/.test(text) ? Number(text) : null;
}

const isoDay = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/** Milliseconds of an ISO day, with or without a time (UTC); missing where there is no such day. */
export function dateOf(text: string): number | null {
  const match = isoDay.exec(text.trim());
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map((each) => Number(each ?? 0));
  const moment = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
  const date = new Date(moment);
  return date.getUTCMonth() + 1 === month && date.getUTCDate() === day && date.getUTCHours() === hour
    ? moment
    : null;
}

const characters = (text: string): string[] => Array.from(text);

export const functions: ReadonlyMap<string, FunctionEntry> = new Map<string, FunctionEntry>([
  ['abs', numeric(Math.abs)],
  ['floor', numeric(Math.floor)],
  ['ceil', numeric(Math.ceil)],
  ['sqrt', numeric(Math.sqrt)],
  ['exp', numeric(Math.exp)],
  ['ln', numeric(Math.log)],
  ['log10', numeric(Math.log10)],
  ['log1p', numeric(Math.log1p)],
  ['sign', numeric(Math.sign)],
  ['round', { ...numeric(round, 2), optional: 1 }],
  ['clip', numeric((value, low, high) => Math.min(Math.max(value, low), high), 3)],
  ['min', extreme(Math.min)],
  ['max', extreme(Math.max)],

  ['length', textual((text) => characters(text).length, 'number')],
  ['lower', textual((text) => text.toLowerCase(), 'text')],
  ['upper', textual((text) => text.toUpperCase(), 'text')],
  ['trim', textual((text) => text.trim(), 'text')],
  ['contains', textual((text, part) => text.includes(part), 'boolean', 2)],
  ['starts_with', textual((text, part) => text.startsWith(part), 'boolean', 2)],
  ['ends_with', textual((text, part) => text.endsWith(part), 'boolean', 2)],
  [
    'replace',
    {
      args: ['text', 'text', 'text'],
      returns: 'text',
      call: ([text, from, to]) =>
        from === '' ? (text ?? null) : String(text).replaceAll(String(from), () => String(to)),
    },
  ],
  [
    'left',
    {
      args: ['text', 'number'],
      returns: 'text',
      call: ([text, count]) =>
        characters(String(text))
          .slice(0, Math.max(0, Number(count)))
          .join(''),
    },
  ],
  [
    'right',
    {
      args: ['text', 'number'],
      returns: 'text',
      call: ([text, count]) =>
        Number(count) < 1 ? '' : characters(String(text)).slice(-Number(count)).join(''),
    },
  ],
  [
    'part',
    {
      args: ['text', 'text', 'number'],
      returns: 'text',
      call: ([text, separator, number]) =>
        separator === '' ? null : (String(text).split(String(separator))[Number(number) - 1] ?? null),
    },
  ],
  ['number', textual(numberOf, 'number')],

  ['date', textual(dateOf, 'date')],
  ['year', part((date) => date.getUTCFullYear())],
  ['quarter', part((date) => Math.floor(date.getUTCMonth() / 3) + 1)],
  ['month', part((date) => date.getUTCMonth() + 1)],
  ['day', part((date) => date.getUTCDate())],
  /** Monday is 1. */
  ['weekday', part((date) => ((date.getUTCDay() + 6) % 7) + 1)],
  ['hour', part((date) => date.getUTCHours())],
  ['minute', part((date) => date.getUTCMinutes())],
  [
    'days_between',
    { args: ['date', 'date'], returns: 'number', call: ([from, to]) => (Number(to) - Number(from)) / dayMs },
  ],
  [
    'add_days',
    {
      args: ['date', 'number'],
      returns: 'date',
      call: ([date, days]) => Number(date) + Number(days) * dayMs,
    },
  ],
]);

/** What compile.ts knows beside them. */
export const specialFunctions = ['if', 'coalesce', 'is_missing', 'text'] as const;
