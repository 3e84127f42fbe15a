// A table as text: its cells as a file writes them, and each row's own line. For files that are given back with answers beside their rows.

/** Rows that follow one another. */
export interface TextRows {
  firstRow: number;
  cells: readonly (readonly string[])[];
  /** The text of each row with its line end, exactly as written; null where the format's rows are no lines. */
  lines: readonly string[] | null;
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
  rows(): AsyncGenerator<TextRows>;
  /** The lines above the first row with their line ends, the header last where there is one; known once the first rows came. */
  above(): readonly string[];
}
