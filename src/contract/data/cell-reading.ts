// How the text of a column's cells was read when a model was trained on it. Kept with the column and in the fitted feature, so that
// rows that are scored later are read alike. Absent where cells were no text, and in records from before it was kept.
import * as v from 'valibot';

/** How a column of dates is written. `iso` covers every order that begins with the year; `named` every one with the month as a word. */
export const dateFormats = [
  'iso',
  'day.month.year',
  'month/day/year',
  'day/month/year',
  'named',
  /** Without a day: its first one is meant. */
  'month/year',
  'quarter',
  'week',
  /** Of the day alone: milliseconds since midnight. */
  'time',
  /** 20210304, 20210304050607 or 202103. */
  'compact',
  'epoch-seconds',
  'epoch-milliseconds',
] as const;
export type DateFormat = (typeof dateFormats)[number];

/** How a column writes its decimals: 1,234.5 or 1.234,5. */
export const decimalMarks = ['dot', 'comma'] as const;
export type DecimalMark = (typeof decimalMarks)[number];

export const cellReading = v.strictObject({
  /** Of numbers. */
  decimal: v.exactOptional(v.picklist(decimalMarks)),
  /** Of numbers: what stood beside them, as it was written, and on which side. Values are as written: 5 % is 5. */
  unit: v.exactOptional(v.strictObject({ text: v.string(), before: v.boolean() })),
  /** Of dates. */
  dates: v.exactOptional(v.picklist(dateFormats)),
  /** Of dates: nothing in the file says which of two numbers is the day, so the order is a guess. */
  orderIsGuessed: v.exactOptional(v.literal(true)),
  /** Of dates: what the times of all cells name, UTC or an offset, or that they differ. Values are in UTC. */
  zone: v.exactOptional(v.pipe(v.string(), v.regex(/^(?:UTC|mixed|[+-]\d{2}:\d{2})$/))),
  /** What stood for "not known", beside the empty cell; the first 20 spellings. */
  missing: v.array(v.string()),
});
export type CellReading = v.InferOutput<typeof cellReading>;
