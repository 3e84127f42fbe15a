// Column values in memory: typed arrays, one set a row group. Not for files: row-group.ts turns them into bytes.
import type { Cell, Column } from '../../contract/data/dataset';

/** Values of one column over the rows of one group; what each type means is told at `columnType` in the contract. */
export type ColumnValues =
  | { type: 'number' | 'datetime'; values: Float64Array }
  | { type: 'category'; codes: Int32Array }
  /** Row r is `bytes[offsets[r] … offsets[r + 1]]` in UTF-8; `valid[r]` is 0 where it is missing. */
  | { type: 'text'; offsets: Uint32Array; bytes: Uint8Array; valid: Uint8Array }
  /** Row after row, each height × width × channels bytes. */
  | { type: 'image'; pixels: Uint8Array };

/** Rows that follow one another, column by column in the dataset's order. */
export interface RowBatch {
  firstRow: number;
  rows: number;
  values: ColumnValues[];
  /** The rows' cells as a file wrote them, where the reader was asked for them and they are text. */
  written?: readonly (readonly string[])[];
}

const decoder = new TextDecoder();

/** Bytes of one image of the column. */
export function imageBytes(column: Column): number {
  const [height, width, channels] = column.shape ?? [0, 0, 0];
  return height * width * channels;
}

/** One cell as the table shows it: a date is milliseconds since 1970, an image is null. */
export function cellAt(column: Column, values: ColumnValues, row: number): Cell {
  switch (values.type) {
    case 'number':
    case 'datetime': {
      const value = values.values[row];
      return value === undefined || Number.isNaN(value) ? null : value;
    }
    case 'category':
      return column.categories[values.codes[row] ?? -1] ?? null;
    case 'text': {
      if (values.valid[row] !== 1) return null;
      return decoder.decode(values.bytes.subarray(values.offsets[row], values.offsets[row + 1]));
    }
    case 'image':
      return null;
  }
}

/** Whether the cell is missing; images never are. */
export function isMissingAt(values: ColumnValues, row: number): boolean {
  switch (values.type) {
    case 'number':
    case 'datetime':
      return Number.isNaN(values.values[row] ?? NaN);
    case 'category':
      return (values.codes[row] ?? -1) < 0;
    case 'text':
      return values.valid[row] !== 1;
    case 'image':
      return false;
  }
}
