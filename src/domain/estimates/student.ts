// Student's t distribution: tails and quantiles, by the incomplete beta function (Abramowitz and Stegun 26.7.1; DLMF 8.17).

/** P(|T| > t) for `freedom` degrees of freedom > 0. */
export function studentTwoTails(t: number, freedom: number): number {
  if (Number.isNaN(t)) return NaN;
  const half = freedom / 2;
  return incompleteBeta(freedom / (freedom + t * t), half, 0.5, logBetaHalf(half));
}

/** t with P(|T| > t) = `tails`, by halving. */
export function studentQuantile(tails: number, freedom: number): number {
  let [low, high] = [0, 1];
  while (studentTwoTails(high, freedom) > tails && high < 1e300) high *= 2;
  for (let halving = 0; halving < 200 && high - low > 1e-15 * high; halving++) {
    const middle = (low + high) / 2;
    if (studentTwoTails(middle, freedom) > tails) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** I_x(a, b), by the continued fraction of DLMF 8.17.22 where it converges fast, else by I_x(a, b) = 1 − I_{1−x}(b, a). */
function incompleteBeta(x: number, a: number, b: number, logBeta: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a, logBeta);
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta);
  // Lentz's way of taking a continued fraction from its front (Thompson and Barnett 1986).
  const tiny = 1e-300;
  let [fraction, above, below] = [1, 1, 0];
  for (let n = 1; n < 10_000; n++) {
    const m = n >> 1;
    const term =
      n % 2 === 0
        ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
        : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    below = 1 / (1 + term * below || tiny);
    above = 1 + term / above || tiny;
    fraction *= above * below;
    if (Math.abs(above * below - 1) < 1e-16) break;
  }
  return front / (a * fraction);
}

/** ln B(a, ½) = ln Γ(a) + ln Γ(½) − ln Γ(a + ½); for large a by the series of the ratio, since the difference would lose its digits. */
function logBetaHalf(a: number): number {
  const ofHalf = 0.5 * Math.log(Math.PI);
  if (a < 100) return logGamma(a) + ofHalf - logGamma(a + 0.5);
  return ofHalf - (0.5 * Math.log(a) - 1 / (8 * a) + 1 / (192 * a ** 3) - 1 / (640 * a ** 5));
}

/** ln Γ(x), x > 0: Stirling's series from 15 on, below it by Γ(x + 1) = x Γ(x) (Abramowitz and Stegun 6.1.41). */
function logGamma(x: number): number {
  let [at, below] = [x, 0];
  while (at < 15) below += Math.log(at++);
  const square = 1 / (at * at);
  const series =
    (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))) / at;
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - below;
}
