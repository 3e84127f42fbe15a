// The standard normal distribution: tails and quantiles, to the digits of float64.
const rootTwoPi = Math.sqrt(2 * Math.PI);

/** P(Z > z). Near 0 by the series of the integral, beyond by Laplace's continued fraction (Abramowitz and Stegun 26.2.11 and 26.2.14). */
export function normalTail(z: number): number {
  if (Number.isNaN(z)) return NaN;
  if (z < 0) return 1 - normalTail(-z);
  const density = Math.exp(-0.5 * z * z) / rootTwoPi;
  if (z < 3) {
    let [term, sum] = [z, z];
    for (let odd = 3; term > 1e-18 * sum; odd += 2) sum += term *= (z * z) / odd;
    return 0.5 - density * sum;
  }
  let fraction = z;
  for (let k = 200; k >= 1; k--) fraction = z + k / fraction;
  return density / fraction;
}

/** z with P(|Z| > z) = 0.05. */
export const normal95 = 1.959963984540054;
