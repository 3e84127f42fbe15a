// ln Γ(x) for x ≥ 1, to about 1e-14 of its value: Stirling's series beyond 10 (Abramowitz and Stegun 6.1.41), reached by the recurrence.
const series = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360];

/** The logarithm of the gamma function. */
export function logGamma(x: number): number {
  let shift = 0;
  while (x < 10) {
    shift -= Math.log(x);
    x += 1;
  }
  const inverse = 1 / x;
  const square = inverse * inverse;
  let correction = 0;
  for (let at = series.length - 1; at >= 0; at--) correction = correction * square + series[at]!;
  return shift + (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + correction * inverse;
}
