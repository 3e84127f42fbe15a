// e to the power of x ≤ 0, by additions and multiplications alone: the same bits in every engine, which Math.exp does not promise, and in the
// SIMD kernel. Cody and Waite's reduction to |r| ≤ ln 2 / 2, then Taylor's polynomial of degree 13, whose rest is below 10⁻¹⁷.

const perLog2 = 1.4426950408889634;
/** ln 2 in two parts, of which the first has trailing zeros, so that its multiples are exact. */
const log2High = 0.6931471803691238;
const log2Low = 1.9082149292705877e-10;
/** 1.5 · 2⁵²: what is added to it is rounded to a whole number. */
const rounding = 6755399441055744;
/** Below, the result is so small that it counts as that of this power. */
const leastPower = -708;

const coefficients = [
  6227020800, 479001600, 39916800, 3628800, 362880, 40320, 5040, 720, 120, 24, 6, 2, 1, 1,
].map((factorial) => 1 / factorial);

/** 2 to the power of −n; repeated halving is exact. */
const halves = new Float64Array(1024).fill(1);
for (let n = 1; n < halves.length; n++) halves[n] = halves[n - 1]! / 2;

/** e to the power of x, x ≤ 0; at least e⁻⁷⁰⁸. */
export function exponential(x: number): number {
  const bounded = Math.max(x, leastPower);
  const power = bounded * perLog2 + rounding - rounding;
  const r = bounded - power * log2High - power * log2Low;
  let sum = coefficients[0]!;
  for (let at = 1; at < coefficients.length; at++) sum = sum * r + coefficients[at]!;
  return sum * halves[-power]!;
}
