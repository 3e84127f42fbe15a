// Which test rows a person asked to see: those of one cell of the matrix, or, for a regression, those furthest off.

/** Class numbers; null means any. */
export interface SampleQuestion {
  actual: number | null;
  predicted: number | null;
}
