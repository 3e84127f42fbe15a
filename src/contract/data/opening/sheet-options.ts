// Which part of a workbook is the table, where what is found of it is wrong. What is left out is found out.
import * as v from 'valibot';

/** A rectangle of cells as spreadsheets write it: `B3:F200`; rows may be left out, as in `B:F`. */
export const rangePattern = /^([A-Z]{1,3})(\d{0,7}):([A-Z]{1,3})(\d{0,7})$/;

export const sheetOptions = v.strictObject({
  /** The sheet's name; without it the first in view that has a table. */
  sheet: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
  /** The row of the sheet that names the columns, from 1; 0: none does. */
  headerRow: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(1_048_576))),
  range: v.exactOptional(v.pipe(v.string(), v.trim(), v.toUpperCase(), v.regex(rangePattern))),
});
export type SheetOptions = v.InferOutput<typeof sheetOptions>;
