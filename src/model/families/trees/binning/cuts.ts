// Where the values of a column are parted into bins. A value is left of a cut where it is smaller: so XGBoost reads a split, and so it is
// exported. Few distinct values have a bin each; more are parted into equally filled ones, and a value that fills a bin alone has it to
// itself (LightGBM, Ke et al. 2017; scikit-learn's histogram trees part at quantiles in the same way).
import { ascending } from './sorted';

/** Bins of a column beside "missing": so many fit into a byte with it. */
export const mostBins = 255;

/**
 * A number between two neighbours that parts them: `below` < cut ≤ `above`, all of them float32.
 */
export function cutBetween(below: number, above: number): number {
  const middle = Math.fround(below / 2 + above / 2);
  return middle > below && middle <= above ? middle : above;
}

/** Distinct values in order and how often each stands. */
interface Distinct {
  values: Float32Array;
  counts: Float64Array;
  size: number;
}

function distinctOf(sorted: Float32Array): Distinct {
  const values = new Float32Array(sorted.length);
  const counts = new Float64Array(sorted.length);
  let size = 0;
  for (const value of sorted) {
    // Both zeros are one value.
    if (size === 0 || values[size - 1] !== value) values[size++] = value;
    counts[size - 1]!++;
  }
  return { values, counts, size };
}

/**
 * Cuts of a column, ascending; bin of a value: how many cuts are not above it. At most `bins` − 1 of them.
 * @param values those that are present, in any order, none of them NaN
 */
export function cutsOf(values: Float32Array, bins: number): Float32Array {
  const { values: distinct, counts, size } = distinctOf(ascending(values));
  if (size <= 1) return new Float32Array(0);
  const cuts: number[] = [];
  const part = (after: number) => cuts.push(cutBetween(distinct[after]!, distinct[after + 1]!));
  if (size <= bins) {
    for (let at = 0; at + 1 < size; at++) part(at);
    return Float32Array.from(cuts);
  }
  // Values that fill more than their share of rows keep a bin of their own; the rest shares what is left.
  const share = values.length / bins;
  let restBins = bins;
  let restRows = values.length;
  for (let at = 0; at < size; at++)
    if (counts[at]! >= share) {
      restBins--;
      restRows -= counts[at]!;
    }
  let mean = restRows / Math.max(1, restBins);
  let filled = 0;
  for (let at = 0; at + 1 < size && cuts.length < bins - 1; at++) {
    const isBig = counts[at]! >= share;
    if (!isBig) restRows -= counts[at]!;
    filled += counts[at]!;
    const nextIsBig = counts[at + 1]! >= share;
    // A bin is closed where it is full, and before and after a value that has one to itself (before only where it is half full).
    if (!isBig && filled < mean && !(nextIsBig && filled >= Math.max(1, mean / 2))) continue;
    part(at);
    filled = 0;
    if (!isBig) {
      restBins--;
      mean = restRows / Math.max(1, restBins);
    }
  }
  return Float32Array.from(cuts);
}

/** How many cuts are not above a value: its bin. */
export function binOf(cuts: Float32Array, value: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cuts[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
