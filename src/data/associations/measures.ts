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

/** Spearman's ρ: Pearson's r of ranks, equal values sharing the mean of theirs. */
export function spearman(one: Float64Array, other: Float64Array): number | null {
  return pearson(ranks(one), ranks(other));
}

/** Cramér's V of two columns of levels, without correction for bias (Cramér 1946, §21.9). */
export function cramersV(one: Int32Array, other: Int32Array): number | null {
  const cells = new Map<number, number>();
  const [totalsOne, totalsOther] = [new Map<number, number>(), new Map<number, number>()];
  const width = other.reduce((most, code) => Math.max(most, code), 0) + 1;
  for (let row = 0; row < one.length; row++) {
    const [a, b] = [one[row]!, other[row]!];
    cells.set(a * width + b, (cells.get(a * width + b) ?? 0) + 1);
    totalsOne.set(a, (totalsOne.get(a) ?? 0) + 1);
    totalsOther.set(b, (totalsOther.get(b) ?? 0) + 1);
  }
  const least = Math.min(totalsOne.size, totalsOther.size);
  if (least < 2) return null;
  // χ²/n = Σ n²ᵢⱼ/(nᵢ nⱼ) − 1: cells without rows need not be visited.
  let sum = -1;
  for (const [cell, count] of cells) {
    const [a, b] = [Math.floor(cell / width), cell % width];
    sum += (count / totalsOne.get(a)!) * (count / totalsOther.get(b)!);
  }
  return Math.min(1, Math.sqrt(Math.max(0, sum) / (least - 1)));
}

/** The correlation ratio η: the share of a number's variance that lies between levels, its root (Fisher 1925, §45). */
export function correlationRatio(numbers: Float64Array, codes: Int32Array): number | null {
  const whole = mean(numbers);
  const groups = new Map<number, { sum: number; count: number }>();
  let total = 0;
  for (let row = 0; row < numbers.length; row++) {
    const away = numbers[row]! - whole;
    total += away * away;
    const group = groups.get(codes[row]!) ?? { sum: 0, count: 0 };
    group.sum += away;
    group.count++;
    groups.set(codes[row]!, group);
  }
  if (total === 0 || groups.size < 2) return null;
  let between = 0;
  for (const { sum, count } of groups.values()) between += (sum * sum) / count;
  return Math.min(1, Math.sqrt(between / total));
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += values[row]!;
  return sum / values.length;
}

/** Ranks from 1; equal values share the mean of theirs. */
export function ranks(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  const rankOf = new Map<number, number>();
  for (let from = 0, end = 0; from < sorted.length; from = end) {
    while (end < sorted.length && sorted[end] === sorted[from]) end++;
    rankOf.set(sorted[from]!, (from + 1 + end) / 2);
  }
  return values.map((value) => rankOf.get(value)!);
}

/** A quantile of ascending values, between neighbours in proportion (type 7, as numpy and R have it). */
export function quantile(sorted: Float64Array, share: number): number {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)]!;
  return low + (sorted[Math.ceil(at)]! - low) * (at - Math.floor(at));
}
