// Cells that lie in the bytes of a file, so that a number or a known word is read without making a string of it.

/** Rows of UTF-8 that are all alike: as many cells each, none of them in quotes. The arrays are good until the next rows are read. */
export interface PlainRows {
  bytes: Uint8Array;
  /** Cell `row * width + column` lies behind the mark of that index and before the next one. */
  marks: Int32Array;
  rows: number;
  width: number;
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
