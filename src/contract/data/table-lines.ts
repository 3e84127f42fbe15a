// What of a text file is not plainly a row of its table: lines above it, rows that were left out or filled. Kept with the dataset version.
import * as v from 'valibot';

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/**
 * `short`: taken, its last cells are missing. All others are left out. `long`: more cells than names; `empty`: no cell has anything;
 * `comment`, `ruled`: lines that are no rows; `footer`, `total`: after the last row, few cells or a sum of those above.
 */
export const rowReasons = ['short', 'long', 'empty', 'comment', 'ruled', 'footer', 'total'] as const;
export type RowReason = (typeof rowReasons)[number];

/** Whether a row that has this reason is part of the table. */
export function isTaken(reason: RowReason | null): boolean {
  return reason === null || reason === 'short';
}

/** A row that is not as the names say. `row` counts the rows of the file from 1, without blank lines. */
export const oddRow = v.strictObject({
  row: whole,
  reason: v.picklist(rowReasons),
  /** Cells that it has in the file. */
  cells: whole,
  /** How it begins. */
  text: v.string(),
});
export type OddRow = v.InferOutput<typeof oddRow>;

export const tableLines = v.strictObject({
  /** Lines above the names that were left out: how many, and the first of them. */
  titles: whole,
  titleTexts: v.array(v.string()),
  /** Lines of names. */
  header: whole,
  /** What encloses cells; null where nothing does. */
  quote: v.nullable(v.string()),
  /** The first rows that are not as the names say, and how many there are of each reason. */
  rows: v.array(oddRow),
  counts: v.array(v.strictObject({ reason: v.picklist(rowReasons), count: whole })),
});
export type TableLines = v.InferOutput<typeof tableLines>;
