// Numbers without a value of their own: infinities, those so large that every statistic of them overflows, and limits such as <0.01, which
// laboratories write below what they can measure. They do speak for a column of numbers.
const infinity = /^[+\-−]?(?:inf(?:inity)?|∞|1\.#inf)$/i;
const large = /^[+-]?\d+(?:\.\d*)?[eE]\+?\d{3,4}$/;
const largest = 1e150;

/** Whether a trimmed cell means an infinity, or what a column of numbers cannot hold. */
export function isInfinite(cell: string): boolean {
  if (cell.length > 40) return false;
  return infinity.test(cell) || (large.test(cell) && !(Math.abs(Number(cell)) <= largest));
}

const limit =
  /^(?:[<>≤≥≦≧＜＞~≈∼]=?|ca\.)\s?[+-]?\d[\d.,]*(?:[eE][+-]?\d{1,3})?\s?(?:%|[\p{L}µ°/²³]{1,8})?$/u;

/** Whether a trimmed cell is a limit or a rounded figure rather than a number: <0.01, ≥ 90 %, ~12. */
export function isLimit(cell: string): boolean {
  return cell.length <= 40 && limit.test(cell);
}
