// A fitted map of rows: what each column is on it, and its two axes.

/** A dimension of a map. */
export interface Dimension {
  column: string;
  level: string | null;
}

export type EncodedColumn = { name: string; from: number } & (
  | { kind: 'number'; mean: number; scale: number }
  /** Dimension of each code, counted from `from`; one beyond `width` where it has none. */
  | { kind: 'levels'; places: Int32Array; width: number }
);

/** The fitted plane. */
export interface RowsMap {
  /** Columns that have dimensions. */
  columns: string[];
  dimensions: Dimension[];
  components: [Float64Array, Float64Array];
  /** Of the whole variance, that along each component. */
  shares: [number, number];
  /** Every how manieth row it was fitted on. */
  step: number;
  encoded: readonly EncodedColumn[];
  /** What the mean of all rows gives along each component. */
  centre: [number, number];
}
