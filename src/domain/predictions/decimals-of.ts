// How exact the values of a column are written: their decimals, by which what is predicted of it is shown.

const most = 6;

/** The decimals that all values get along with, or null where they need more than six: they are measured, not written by hand. */
export function decimalsOf(values: readonly number[]): number | null {
  let decimals = 0;
  for (const value of values) {
    while (decimals <= most && Number(value.toFixed(decimals)) !== value) decimals++;
    if (decimals > most) return null;
  }
  return decimals;
}
