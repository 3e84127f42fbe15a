// How a person wants the text of a file to be read, where what is found of it is wrong. What is left out is found out.
import * as v from 'valibot';
import { decimalMarks } from '../cell-reading';

export const textOptions = v.strictObject({
  /** A label of the Encoding Standard. */
  encoding: v.exactOptional(v.string()),
  delimiter: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(8))),
  /** `“` stands for every typographic double quote; null: nothing encloses cells. */
  quote: v.exactOptional(v.nullable(v.picklist(['"', "'", '“']))),
  /** Of numbers: 1,234.5 or 1.234,5. */
  decimal: v.exactOptional(v.picklist(decimalMarks)),
  /** Whether the first line that is not skipped names the columns. */
  header: v.exactOptional(v.boolean()),
  /** Rows with fewer or more cells than names: filled or cut, left out, or a reason to stop. Without it short ones are filled and long ones left out. */
  ragged: v.exactOptional(v.picklist(['keep', 'drop', 'stop'])),
  /** Lines above the names, or above the first row. */
  skipLines: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(10_000))),
});
export type TextOptions = v.InferOutput<typeof textOptions>;
