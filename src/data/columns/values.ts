// Column values in memory: typed arrays, one set a row group. Not for files: rows/row-group.ts turns them into bytes.
import type { ColumnType, columnTypes } from '../../contract/data/column-types';

/** How the values of a column lie in memory; several types may share one. */
export interface Layouts {
  /** NaN where missing. */
  floats: { values: Float64Array };
  /** Index into the column's categories, −1 where missing. */
  codes: { codes: Int32Array };
  /** Row r is `bytes[offsets[r] … offsets[r + 1]]` in UTF-8; `valid[r]` is 0 where it is missing. */
  texts: { offsets: Uint32Array; bytes: Uint8Array; valid: Uint8Array };
  /** Row after row, each height × width × channels bytes. */
  pixels: { pixels: Uint8Array };
  /** The file of row r is `bytes[starts[r] … starts[r + 1]]`; of each three numbers: seconds, samples a second, channels. */
  sounds: { starts: Uint32Array; bytes: Uint8Array; facts: Float64Array };
}

/** Values of a column of one type over the rows of one group. */
export type ValuesOf<T extends ColumnType> = T extends ColumnType
  ? { type: T } & Layouts[(typeof columnTypes)[T]['layout']]
  : never;

/** Values of one column over the rows of one group, of whichever type. */
export type ColumnValues = ValuesOf<ColumnType>;

/** Rows that follow one another, column by column in the dataset's order. */
export interface RowBatch {
  firstRow: number;
  rows: number;
  values: ColumnValues[];
}
