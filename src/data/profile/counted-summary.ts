// What is known of numbers of which it is known how often each stands: exact throughout.
import { quantile } from './reservoir';
import type { NumberSummary } from './number-summary';
import type { CountedValues } from './whole-counts';

/** The facts that a summary of a stream has, and how many values differ. */
export interface CountedSummary extends Pick<
  NumberSummary,
  'count' | 'min' | 'max' | 'mean' | 'stdDev' | 'quantile'
> {
  distinct: number;
  /** At most so many of them, ascending, as far apart from each other as they stand. */
  sorted(most: number): Float64Array;
}

/** Of at least one value. */
export function summarize({ values, times }: CountedValues): CountedSummary {
  /** How many values there are up to each. */
  const ends = new Float64Array(values.length);
  let count = 0;
  let sum = 0;
  for (let at = 0; at < values.length; at++) {
    const each = times[at] ?? 0;
    ends[at] = count += each;
    sum += (values[at] ?? 0) * each;
  }
  const mean = sum / count;
  let squares = 0;
  for (let at = 0; at < values.length; at++) squares += (times[at] ?? 0) * ((values[at] ?? 0) - mean) ** 2;
  const valueAt = (rank: number): number => values[firstAbove(ends, rank)] ?? NaN;
  return {
    ...{ count, mean, distinct: values.length },
    ...{ min: values[0] ?? NaN, max: values.at(-1) ?? NaN, stdDev: Math.sqrt(squares / count) },
    quantile(q) {
      const at = (count - 1) * q;
      const below = Math.floor(at);
      return quantile(Float64Array.of(valueAt(below), valueAt(Math.ceil(at))), at - below);
    },
    sorted: (most) => {
      const length = Math.min(most, count);
      const step = length > 1 ? (count - 1) / (length - 1) : 0;
      return Float64Array.from({ length }, (_, at) => valueAt(Math.round(at * step)));
    },
  };
}

/** Index of the first that is greater. */
function firstAbove(ascending: Float64Array, rank: number): number {
  let from = 0;
  let to = ascending.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((ascending[middle] ?? 0) > rank) to = middle;
    else from = middle + 1;
  }
  return from;
}
