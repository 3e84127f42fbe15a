// Numbers as features: missing ones imputed, all shifted and scaled, a column beside them that tells which were missing.
import type { ColumnProfile } from '../../contract/data/dataset';
import type { PreprocessingSpec } from '../../contract/model/recipe';
import { NumberSummary } from '../profile/number-summary';
import type { FeatureCoder, FittedOf } from './treatment';
import { rangeWarning, readWritten, type WrittenKind } from './written';

type ScaledKind = 'number' | 'datetime' | 'log';
type Scaled = FittedOf<ScaledKind>;

/** Shift and scale of numbers; a constant column is only shifted. */
function scaling(numbers: NumberSummary, scale: PreprocessingSpec['number']['scale']): [number, number] {
  if (scale === 'none') return [0, 1];
  if (scale === 'min-max') return [numbers.min, numbers.max - numbers.min || 1];
  if (scale === 'robust')
    return [numbers.quantile(0.5), numbers.quantile(0.75) - numbers.quantile(0.25) || 1];
  return [numbers.mean, numbers.stdDev || 1];
}

/** The value that stands most often among the sample, of several the smallest. */
function mode(sorted: Float64Array): number {
  let [most, runs, best] = [0, 0, NaN];
  sorted.forEach((value, at) => {
    runs = at > 0 && sorted[at - 1] === value ? runs + 1 : 1;
    if (runs <= most) return;
    most = runs;
    best = value;
  });
  return best;
}

/** What stands for a missing number. */
export function imputed(numbers: NumberSummary, impute: PreprocessingSpec['number']['impute']): number {
  switch (impute) {
    case 'median':
      return numbers.quantile(0.5);
    case 'mean':
      return numbers.mean;
    case 'most-frequent':
      return mode(numbers.sorted());
    case 'zero':
      return 0;
  }
}

/** A change of numbers before they are scaled. */
type Curve = (value: number) => number;

/** log1p, and the same below 0. */
export const signedLog: Curve = (value) => Math.sign(value) * Math.log1p(Math.abs(value));

function writeNumber(feature: Scaled, curve: Curve, value: number, data: Float32Array, at: number): void {
  const missing = Number.isNaN(value);
  data[at] = (curve(missing ? feature.impute : value) - feature.shift) / feature.scale;
  if (feature.missingIndicator) data[at + 1] = missing ? 1 : 0;
}

/** The coder of a type of numbers. */
export function scaledFeature<K extends ScaledKind>(
  kind: K,
  written: WrittenKind,
  curve: Curve = (value) => value,
): FeatureCoder<K> {
  // It makes features of the kind that it was given, which the compiler can't follow.
  return scaledCoder(kind, written, curve) as unknown as FeatureCoder<K>;
}

function scaledCoder(kind: ScaledKind, written: WrittenKind, curve: Curve): FeatureCoder<ScaledKind> {
  const { unit } = written;
  return {
    gather(column) {
      const numbers = new NumberSummary();
      const curved = kind === 'log' ? new NumberSummary(1) : numbers;
      let missing = 0;
      return {
        add({ values }, rows) {
          for (const row of rows) {
            const value = (values[row] ?? NaN) / unit;
            if (Number.isNaN(value)) missing++;
            else {
              numbers.add(value);
              if (curved !== numbers) curved.add(curve(value));
            }
          }
        },
        finish(spec) {
          if (numbers.count === 0) return null;
          const [shift, scale] =
            kind === 'log' ? [curved.mean, curved.stdDev || 1] : scaling(numbers, spec.number.scale);
          const impute = imputed(numbers, spec.number.impute);
          const missingIndicator = spec.number.missingIndicator && missing > 0;
          const { min, max } = numbers;
          const { name, reading } = column;
          const learnt = { kind, column: name, impute, shift, scale, missingIndicator, min, max };
          return reading === undefined ? learnt : { ...learnt, reading };
        },
      };
    },
    width: ({ missingIndicator }) => (missingIndicator ? 2 : 1),
    sampleShape: () => null,
    encode(feature, { values }, rows, { data, at: start, stride }) {
      let at = start;
      for (const row of rows) {
        writeNumber(feature, curve, (values[row] ?? NaN) / unit, data, at);
        at += stride;
      }
    },
    write(feature, raw, data, at) {
      const read = readWritten(written, feature, raw);
      writeNumber(feature, curve, read.value, data, at);
      return rangeWarning(read, feature);
    },
    signature: ({ min, max, impute, reading }, profile: ColumnProfile | undefined) => ({
      ...(reading?.unit ? { unit: reading.unit.text } : {}),
      range: [min * unit, max * unit],
      example: profile?.number?.median ?? impute * unit,
    }),
  };
}
