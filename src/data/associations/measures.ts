// Measures of how two columns go together, over rows in which neither is missing. Held to golden values of pandas and scipy.

/** Pearson's r; null for fewer than two rows or a column of one value. Two passes, since one loses digits where the mean is large. */
export function pearson(one: Float64Array, other: Float64Array): number | null {
  const [meanOne, meanOther] = [mean(one), mean(other)];
  let [both, squaresOne, squaresOther] = [0, 0, 0];
  for (let row = 0; row < one.length; row++) {
    const [a, b] = [one[row]! - meanOne, other[row]! - meanOther];
    both += a * b;
    squaresOne += a * a;
    squaresOther += b * b;
  }
  if (one.length < 2 || squaresOne === 0 || squaresOther === 0) return null;
  return Math.max(-1, Math.min(1, both / Math.sqrt(squaresOne) / Math.sqrt(squaresOther)));
}

/**
 * Ranks from 1 among some rows; equal values share the mean of theirs. Nothing is sorted for each choice of rows.
 * @param order all rows with a value, from the least to the greatest
 * @param placeOf the place of each chosen row, −1 for one that is not chosen
 * @param ranks takes the rank of each chosen row at its place
 */
export function ranksAmong(
  values: Float64Array,
  order: Uint32Array,
  placeOf: Int32Array,
  ranks: Float64Array,
): void {
  let rank = 0;
  for (let from = 0, end = 0; from < order.length; from = end) {
    const value = values[order[from]!];
    let chosen = 0;
    for (end = from; end < order.length && values[order[end]!] === value; end++)
      if (placeOf[order[end]!]! >= 0) chosen++;
    const shared = rank + (chosen + 1) / 2;
    rank += chosen;
    for (let at = from; at < end; at++) {
      const place = placeOf[order[at]!]!;
      if (place >= 0) ranks[place] = shared;
    }
  }
}

/** Cramér's V of two columns of levels, without correction for bias (Cramér 1946, §21.9). */
export function cramersV(one: Int32Array, other: Int32Array): number | null {
  const [height, width] = [levelsOf(one), levelsOf(other)];
  const cells = new Uint32Array(height * width);
  const [totalsOne, totalsOther] = [new Uint32Array(height), new Uint32Array(width)];
  for (let row = 0; row < one.length; row++) {
    const [a, b] = [one[row]!, other[row]!];
    cells[a * width + b]!++;
    totalsOne[a]!++;
    totalsOther[b]!++;
  }
  const seen = (totals: Uint32Array) => totals.filter((total) => total > 0).length;
  const least = Math.min(seen(totalsOne), seen(totalsOther));
  if (least < 2) return null;
  // χ²/n = Σ n²ᵢⱼ/(nᵢ nⱼ) − 1: cells without rows add nothing.
  let sum = -1;
  for (let a = 0; a < height; a++)
    for (let b = 0; b < width; b++) {
      const count = cells[a * width + b]!;
      if (count > 0) sum += (count / totalsOne[a]!) * (count / totalsOther[b]!);
    }
  return Math.min(1, Math.sqrt(Math.max(0, sum) / (least - 1)));
}

function levelsOf(codes: Int32Array): number {
  let most = -1;
  for (let row = 0; row < codes.length; row++) if (codes[row]! > most) most = codes[row]!;
  return most + 1;
}

/** The correlation ratio η: the share of a number's variance that lies between levels, its root (Fisher 1925, §45). */
export function correlationRatio(numbers: Float64Array, codes: Int32Array): number | null {
  const whole = mean(numbers);
  const levels = levelsOf(codes);
  const [sums, counts] = [new Float64Array(levels), new Uint32Array(levels)];
  let total = 0;
  for (let row = 0; row < numbers.length; row++) {
    const away = numbers[row]! - whole;
    total += away * away;
    sums[codes[row]!]! += away;
    counts[codes[row]!]!++;
  }
  let [between, groups] = [0, 0];
  for (let level = 0; level < levels; level++) {
    if (counts[level] === 0) continue;
    groups++;
    between += (sums[level]! * sums[level]!) / counts[level]!;
  }
  if (total === 0 || groups < 2) return null;
  return Math.min(1, Math.sqrt(between / total));
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += values[row]!;
  return sum / values.length;
}

/** A quantile of ascending values, between neighbours in proportion (type 7, as numpy and R have it). */
export function quantile(sorted: Float64Array, share: number): number {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)]!;
  return low + (sorted[Math.ceil(at)]! - low) * (at - Math.floor(at));
}
