// Numbers as features: missing ones imputed, all shifted and scaled, a column beside them that tells which were missing.
import type { ColumnProfile } from '../../contract/data/dataset';
import type { PreprocessingSpec } from '../../contract/model/recipe';
import { NumberSummary } from '../profile/number-summary';
import type { FeatureCoder, FittedOf } from './treatment';
import { rangeWarning, readWritten, type WrittenKind } from './written';

type ScaledKind = 'number' | 'datetime';
type Scaled = FittedOf<ScaledKind>;

/** Shift and scale of numbers; a constant column is only shifted. */
function scaling(numbers: NumberSummary, scale: PreprocessingSpec['number']['scale']): [number, number] {
  if (scale === 'none') return [0, 1];
  if (scale === 'min-max') return [numbers.min, numbers.max - numbers.min || 1];
  return [numbers.mean, numbers.stdDev || 1];
}

function writeNumber(feature: Scaled, value: number, data: Float32Array, at: number): void {
  const missing = Number.isNaN(value);
  data[at] = ((missing ? feature.impute : value) - feature.shift) / feature.scale;
  if (feature.missingIndicator) data[at + 1] = missing ? 1 : 0;
}

/** The coder of a type of numbers. */
export function scaledFeature<K extends ScaledKind>(kind: K, written: WrittenKind): FeatureCoder<K> {
  // It makes features of the kind that it was given, which the compiler can't follow.
  return scaledCoder(kind, written) as unknown as FeatureCoder<K>;
}

function scaledCoder(kind: ScaledKind, written: WrittenKind): FeatureCoder<ScaledKind> {
  const { unit } = written;
  return {
    gather(column) {
      const numbers = new NumberSummary();
      let missing = 0;
      return {
        add({ values }, rows) {
          for (const row of rows) {
            const value = (values[row] ?? NaN) / unit;
            if (Number.isNaN(value)) missing++;
            else numbers.add(value);
          }
        },
        finish(spec) {
          if (numbers.count === 0) return null;
          const [shift, scale] = scaling(numbers, spec.number.scale);
          const impute = { median: numbers.quantile(0.5), mean: numbers.mean, zero: 0 }[spec.number.impute];
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
        writeNumber(feature, (values[row] ?? NaN) / unit, data, at);
        at += stride;
      }
    },
    write(feature, raw, data, at) {
      const read = readWritten(written, feature, raw);
      writeNumber(feature, read.value, data, at);
      return rangeWarning(read, feature);
    },
    signature: ({ min, max, impute, reading }, profile: ColumnProfile | undefined) => ({
      ...(reading?.unit ? { unit: reading.unit.text } : {}),
      range: [min * unit, max * unit],
      example: profile?.number?.median ?? impute * unit,
    }),
  };
}
