// A table as text: its cells as a file writes them, and each row's own line. For files that are given back with answers beside their rows.

import type { TextOptions } from '../../contract/data/opening/text-options';
import type { RowReason } from '../../contract/data/table-lines';
import type { ReadOptions } from './reading';

/** How a table is read as text. */
export interface TextReadOptions extends ReadOptions {
  /** What became of rows of another width where the model's data were read: too many of them are a reason to refuse a file only without it. */
  ragged?: TextOptions['ragged'];
}

/** Rows that follow one another. */
export interface TextRows {
  firstRow: number;
  cells: readonly (readonly string[])[];
  /** The text of each row with its line end, exactly as written; null where the format's rows are no lines. */
  lines: readonly string[] | null;
  /** Why a row is none of the table, and so has no answer; null for a row that is one, absent where all are. */
  reasons?: readonly (RowReason | null)[];
}

/** A table whose rows come once, in order. */
export interface TextTable {
  /** Of all columns. */
  names: string[];
  /** What stands between two cells of a line. */
  delimiter: string;
  /** Whether a spreadsheet needs a byte order mark to read the text. */
  marked: boolean;
  /** Whether `above` ends with a line of names. */
  hasHeader: boolean;
  /** Cells of the line of names and of most lines below it, where they are not as many as the names. */
  headerWidth?: number;
  lineWidth?: number;
  rows(): AsyncGenerator<TextRows>;
  /** The lines above the first row with their line ends, the header last where there is one; known once the first rows came. */
  above(): readonly string[];
}
