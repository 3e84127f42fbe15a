// Cells that lie in the bytes of a file, so that a number or a known word is read without making a string of it.

/** What a cell can be read as from its bytes alone: a plain number; a day, in milliseconds since 1970. */
export type PlainKind = 'number' | 'day';

/** How cells are parted, each by one byte; `quote`: what may enclose them. */
export interface ByteMarks {
  delimiter: number;
  quote: number | null;
}

/** Rows of UTF-8 that are all alike: as many cells each. The arrays are good until the next rows are read. */
export interface PlainRows {
  bytes: Uint8Array;
  /** Cell `row * width + column` begins and ends there; quotes around it are left out. */
  starts: Int32Array;
  ends: Int32Array;
  rows: number;
  width: number;
  /** Reads cells into `values` from `cells.at` on, NaN where one is not of the kind; the rows of those that have any text go to `odd`. */
  read(kind: PlainKind, cells: ByteCells, values: Float64Array, odd: number[]): void;
}

/** As `Cells`, of plain rows. */
export interface ByteCells {
  rows: PlainRows;
  from: number;
  to: number;
  column: number;
  /** Row of the group that takes row `from`. */
  at: number;
}
