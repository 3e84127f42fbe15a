// Numbers as their place among the training values, from 0 to 1, as scikit-learn's QuantileTransformer has it: long tails and odd
// scales lose their weight. Missing ones get the place of what stands for them, and a column that says so.
import { NumberSummary, exactValues } from '../profile/number-summary';
import { imputed } from './scaled';
import type { FeatureCoder, FittedOf } from './treatment';
import { rangeWarning, readWritten, writtenNumbers } from './written';

type Quantiles = FittedOf<'quantiles'>;

/** Places that are kept; between two of them it is linear. */
const mostQuantiles = 100;

/** How many places are below the value, or at it where `withEqual`. */
function countBelow(quantiles: readonly number[], value: number, withEqual: boolean): number {
  let low = 0;
  let high = quantiles.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const place = quantiles[middle]!;
    if (place < value || (withEqual && place === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The mean of both sides of a run of equal quantiles; at the ends 0 and 1. */
export function placeAmong(quantiles: readonly number[], value: number): number {
  const last = quantiles.length - 1;
  if (last < 1 || value <= quantiles[0]!) return 0;
  if (value >= quantiles[last]!) return 1;
  const [first, after] = [countBelow(quantiles, value, false), countBelow(quantiles, value, true)];
  if (after > first) return (first + after - 1) / 2 / last;
  const [below, above] = [quantiles[first - 1]!, quantiles[first]!];
  return (first - 1 + (value - below) / (above - below)) / last;
}

function writePlace(feature: Quantiles, value: number, data: Float32Array, at: number): void {
  const missing = Number.isNaN(value);
  data[at] = placeAmong(feature.quantiles, missing ? feature.impute : value);
  if (feature.missingIndicator) data[at + 1] = missing ? 1 : 0;
}

export const quantilesFeature: FeatureCoder<'quantiles'> = {
  gather({ name, reading }) {
    const numbers = new NumberSummary();
    let missing = 0;
    return {
      add({ values }, rows) {
        for (const row of rows) {
          const value = values[row] ?? NaN;
          if (Number.isNaN(value)) missing++;
          else numbers.add(value);
        }
      },
      finish({ number }) {
        if (numbers.count === 0) return null;
        const count = Math.min(mostQuantiles, numbers.count, exactValues);
        const quantiles = Array.from({ length: count }, (_, at) =>
          // Of as many places as values these are the values, without the rounding that would part equal ones.
          count === numbers.count ? (numbers.sorted()[at] ?? 0) : numbers.quantile(at / (count - 1)),
        );
        const missingIndicator = number.missingIndicator && missing > 0;
        const { min, max } = numbers;
        const impute = imputed(numbers, number.impute);
        const learnt = {
          kind: 'quantiles' as const,
          column: name,
          quantiles,
          impute,
          missingIndicator,
          min,
          max,
        };
        return reading === undefined ? learnt : { ...learnt, reading };
      },
    };
  },
  width: ({ missingIndicator }) => (missingIndicator ? 2 : 1),
  sampleShape: () => null,
  encode(feature, { values }, rows, { data, at: start, stride }) {
    let at = start;
    for (const row of rows) {
      writePlace(feature, values[row] ?? NaN, data, at);
      at += stride;
    }
  },
  write(feature, raw, data, at) {
    const read = readWritten(writtenNumbers, feature, raw);
    writePlace(feature, read.value, data, at);
    return rangeWarning(read, feature);
  },
  signature: ({ min, max, impute, reading }, profile) => ({
    ...(reading?.unit ? { unit: reading.unit.text } : {}),
    range: [min, max],
    example: profile?.number?.median ?? impute,
  }),
};
