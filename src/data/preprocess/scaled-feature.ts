// Numbers as features: missing ones imputed, all shifted and scaled, a column beside them that tells which were missing.
import type { CellReading } from '../../contract/data/cell-reading';
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
  /** A trimmed text in stored units as training read it, or NaN. */
  parse(text: string, reading: CellReading | undefined): number;
  /** What a text almost is, or NaN. */
  near(text: string, reading: CellReading | undefined): number;
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
export function scaledFeature({ kind, unit, parse, near }: ScaledKind): FeatureCoder<Floats> {
  /** The number in learnt units, NaN where missing. */
  const read = ({ column, reading }: Scaled, raw: InputRow[string]): { value: number; isNear: boolean } => {
    const known = (value: number, isNear = false) => ({ value: value / unit, isNear });
    if (raw === null) return known(NaN);
    if (typeof raw === 'number' && (Number.isNaN(raw) || Number.isFinite(raw))) return known(raw);
    if (typeof raw === 'string') {
      const text = raw.trim();
      const value = parse(text, reading);
      if (Number.isFinite(value)) return known(value);
      if (isMissingNumber(text) || reading?.missing.includes(text)) return known(NaN);
      const almost = near(text, reading);
      if (Number.isFinite(almost)) return known(almost, true);
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
      const { value, isNear } = read(feature, raw);
      writeNumber(feature, value, data, at);
      if (Number.isNaN(value)) return 'missing';
      if (value < feature.min || value > feature.max) return 'out_of_range';
      return isNear ? 'adapted' : null;
    },
    signature: ({ min, max, impute, reading }, profile: ColumnProfile | undefined) => ({
      ...(reading?.unit ? { unit: reading.unit.text } : {}),
      range: [min * unit, max * unit],
      example: profile?.number?.median ?? impute * unit,
    }),
  };
}
