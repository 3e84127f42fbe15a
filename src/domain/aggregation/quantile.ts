// Quantiles of values that are all there, by linear interpolation as numpy and pandas have them.

/** Of values in ascending order; `share` from 0 to 1. NaN where there are none. */
export function sortedQuantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const at = Math.floor(place);
  const [low = NaN, high = low] = [sorted[at], sorted[at + 1]];
  return low + (high - low) * (place - at);
}
