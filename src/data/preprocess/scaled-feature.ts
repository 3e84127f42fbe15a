// Numbers as features: missing ones imputed, all shifted and scaled, a column beside them that tells which were missing.
import type { ColumnProfile } from '../../contract/data/dataset';
import type { PreprocessingSpec } from '../../contract/model/recipe';
import type { InputRow } from '../../contract/transport/engine-api';
import { HearthError } from '../../contract/transport/fault';
import { isMissingNumber } from '../cells/missing';
import type { FeatureCoder, FittedOf } from '../columns/column-type';
import type { Floats } from '../columns/layouts/floats';
import { NumberSummary } from '../profile/number-summary';

/** What differs between types of numbers. */
export interface ScaledKind {
  kind: Floats;
  /** Stored units of one unit that is learnt. */
  unit: number;
  /** A trimmed text in stored units, or NaN. */
  parse(text: string): number;
}

type Scaled = FittedOf<Floats>;

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
export function scaledFeature({ kind, unit, parse }: ScaledKind): FeatureCoder<Floats> {
  /** The number in learnt units, NaN where missing. */
  const read = (column: string, raw: InputRow[string]): number => {
    if (raw === null) return NaN;
    if (typeof raw === 'number') {
      if (Number.isNaN(raw)) return NaN;
      if (Number.isFinite(raw)) return raw / unit;
    }
    if (typeof raw === 'string') {
      const text = raw.trim();
      if (isMissingNumber(text)) return NaN;
      const value = parse(text);
      if (Number.isFinite(value)) return value / unit;
    }
    throw new HearthError('input_invalid', { column }, { value: String(raw).slice(0, 100) });
  };
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
          return { kind, column: column.name, impute, shift, scale, missingIndicator, min, max };
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
      const value = read(feature.column, raw);
      writeNumber(feature, value, data, at);
      if (Number.isNaN(value)) return 'missing';
      return value < feature.min || value > feature.max ? 'out_of_range' : null;
    },
    signature: ({ min, max, impute }, profile: ColumnProfile | undefined) => ({
      range: [min, max],
      example: profile?.number?.median ?? impute,
    }),
  };
}
