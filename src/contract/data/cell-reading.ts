// How the text of a column's cells was read when a model was trained on it. Kept with the column and in the fitted feature, so that
// rows that are scored later are read alike. Absent where cells were no text, and in records from before it was kept.
import * as v from 'valibot';

/** Order of the parts in a column of dates. `iso` covers every order that begins with the year. */
export const dateFormats = ['iso', 'day.month.year', 'month/day/year', 'day/month/year'] as const;
export type DateFormat = (typeof dateFormats)[number];

/** How a column writes its decimals: 1,234.5 or 1.234,5. */
export const decimalMarks = ['dot', 'comma'] as const;
export type DecimalMark = (typeof decimalMarks)[number];

export const cellReading = v.strictObject({
  /** Of numbers. */
  decimal: v.exactOptional(v.picklist(decimalMarks)),
  /** Of dates. */
  dates: v.exactOptional(v.picklist(dateFormats)),
  /** What stood for "not known", beside the empty cell; the first 20 spellings. */
  missing: v.array(v.string()),
});
export type CellReading = v.InferOutput<typeof cellReading>;
