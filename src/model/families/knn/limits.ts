// How many rows neighbours are looked for among: every row that is predicted is held against all of them.

/** Products of all rows with all rows at most: some minutes on a common processor, which an evaluation of the training rows takes. */
const mostProducts = 2e11;

/** Training rows at most, of so many encoded columns. */
export function mostRowsOf(width: number): number {
  return Math.floor(Math.sqrt(mostProducts / Math.max(1, width)));
}
