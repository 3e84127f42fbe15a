// A curve without its noise, as TensorBoard and its like draw it.

/**
 * The exponential moving average of a series with the weight of what came before, from 0 (the series itself) to below 1, without the bias
 * towards 0 of its first values (Kingma and Ba 2014, section 3). Values that are not finite stay as they are and count for nothing.
 */
export function smooth(values: ArrayLike<number>, weight: number): Float64Array {
  const smoothed = Float64Array.from(values);
  if (!(weight > 0)) return smoothed;
  let [sum, mass] = [0, 0];
  for (let at = 0; at < smoothed.length; at++) {
    const value = smoothed[at]!;
    if (!Number.isFinite(value)) continue;
    sum = weight * sum + (1 - weight) * value;
    mass = weight * mass + (1 - weight);
    smoothed[at] = sum / mass;
  }
  return smoothed;
}
