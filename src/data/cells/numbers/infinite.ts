// Infinities, and numbers so large that every statistic of them overflows. They are no values, but they do speak for a column of numbers.
const infinity = /^[+\-−]?(?:inf(?:inity)?|∞|1\.#inf)$/i;
const large = /^[+-]?\d+(?:\.\d*)?[eE]\+?\d{3,4}$/;
const largest = 1e150;

/** Whether a trimmed cell means an infinity, or what a column of numbers cannot hold. */
export function isInfinite(cell: string): boolean {
  if (cell.length > 40) return false;
  return infinity.test(cell) || (large.test(cell) && !(Math.abs(Number(cell)) <= largest));
}
