// Rows of a file that a person wanted left out because a cell of theirs does not fit its column. Kept with the dataset version.
import * as v from 'valibot';

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** The first of a row's cells that does not fit. `row` counts the rows of the file from 1, without blank lines. */
export const droppedRow = v.strictObject({
  row: whole,
  column: v.string(),
  value: v.string(),
  /** The file, where it is one that was added to the table. */
  file: v.exactOptional(v.string()),
});
export type DroppedRow = v.InferOutput<typeof droppedRow>;

/** How many there are, and the first of them. */
export const droppedRows = v.strictObject({ count: whole, rows: v.array(droppedRow) });
export type DroppedRows = v.InferOutput<typeof droppedRows>;
