// Whether the ROC AUCs of two models on the same rows differ (DeLong, DeLong and Clarke-Pearson 1988), by mid-ranks (Sun and Xu 2014).
import { normalTail } from '../estimates/normal';

/** Both areas, the standard error of their difference, and the two-sided p that it is 0; null where a class has no two rows. */
export interface DeLong {
  areas: [first: number, second: number];
  standardError: number;
  p: number;
}

/** `scores` of the positive class from both models, and 1 where a row is of that class. */
export function deLong(
  scores: readonly [ArrayLike<number>, ArrayLike<number>],
  positive: ArrayLike<number>,
): DeLong | null {
  const total = positive.length;
  const places = Array.from({ length: total }, (_, row) => row);
  const [ones, zeros] = [1, 0].map((of) => places.filter((row) => positive[row] === of)) as [
    number[],
    number[],
  ];
  const [m, n] = [ones.length, zeros.length];
  if (m < 2 || n < 2) return null;
  const structural = scores.map((score) => {
    const of = (rows: readonly number[]) => midRanks(rows.map((row) => score[row]!));
    const all = of([...ones, ...zeros]);
    const [within, outside] = [of(ones), of(zeros)];
    return {
      area: (sum(all.subarray(0, m)) / m - (m + 1) / 2) / n,
      byPositive: within.map((rank, at) => (all[at]! - rank) / n),
      byNegative: outside.map((rank, at) => 1 - (all[m + at]! - rank) / m),
    };
  });
  const [first, second] = structural as [(typeof structural)[0], (typeof structural)[0]];
  const spread = (a: Float64Array, b: Float64Array) => variance(a.map((value, at) => value - b[at]!));
  const standardError = Math.sqrt(
    spread(first.byPositive, second.byPositive) / m + spread(first.byNegative, second.byNegative) / n,
  );
  const gap = Math.abs(first.area - second.area);
  return {
    areas: [first.area, second.area],
    standardError,
    p: standardError === 0 ? (gap === 0 ? 1 : 0) : Math.min(1, 2 * normalTail(gap / standardError)),
  };
}

/** Ranks from 1; equal values share the mean of theirs. */
function midRanks(values: readonly number[]): Float64Array {
  const order = Uint32Array.from(values, (_, at) => at).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let at = from; at < to; at++) ranks[order[at]!] = (from + to + 1) / 2;
  }
  return ranks;
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

/** Of a sample: divided by one less than there are. */
function variance(values: Float64Array): number {
  const mean = sum(values) / values.length;
  return values.reduce((total, value) => total + (value - mean) ** 2, 0) / (values.length - 1);
}
