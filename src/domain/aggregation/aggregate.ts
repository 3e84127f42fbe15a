// What becomes of the values of a group: the definitions of pandas, but that a group without values has none (no sum of 0).
import type { Aggregate } from '../../contract/data/steps/table-steps';
import { sortedQuantile } from './quantile';

/** Of values in the order of rows, NaN where missing; NaN where there is no result. Texts come as numbers that name them. */
export function aggregateOf(kind: Aggregate, given: Float64Array): number {
  const values = given.every((value) => value === value) ? given : given.filter((value) => value === value);
  if (kind === 'count') return values.length;
  if (kind === 'distinct') return new Set(values).size;
  if (values.length === 0) return NaN;
  switch (kind) {
    case 'sum':
      return sumOf(values);
    case 'mean':
      return sumOf(values) / values.length;
    case 'median':
      return sortedQuantile(values.slice().sort(), 0.5);
    case 'min':
      return values.reduce((least, value) => (value < least ? value : least));
    case 'max':
      return values.reduce((greatest, value) => (value > greatest ? value : greatest));
    case 'sd':
      return standardDeviation(values);
    case 'first':
      return values[0] ?? NaN;
    case 'last':
      return values[values.length - 1] ?? NaN;
    case 'mode':
      return mostFrequent(values);
  }
}

/** Neumaier's compensated sum. */
function sumOf(values: Float64Array): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** Of a sample, over n − 1; one value has none. */
function standardDeviation(values: Float64Array): number {
  if (values.length < 2) return NaN;
  const mean = sumOf(values) / values.length;
  return Math.sqrt(sumOf(values.map((value) => (value - mean) ** 2)) / (values.length - 1));
}

/** Of several that are as frequent, the one that came first. */
function mostFrequent(values: Float64Array): number {
  const counts = new Map<number, number>();
  let [most, best] = [0, NaN];
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const [value, count] of counts) if (count > most) [most, best] = [count, value];
  return best;
}
