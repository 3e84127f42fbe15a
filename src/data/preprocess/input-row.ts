// One row as a person types it or a host sends it, encoded for the model that was fitted. Not for batches of a dataset.
import type { InputRow, Prediction } from '../../contract/transport/engine-api';
import { HearthError } from '../../contract/transport/fault';
import type { FittedFeature, FittedPreprocessing } from '../../contract/model/run';
import { isMissingNumber, isMissingToken } from '../cells/missing';
import { parseAnyDate } from '../cells/parse-date';
import { parseNumber } from '../cells/parse-number';
import { msPerDay, writeNumber } from './encode';
import { featureWidth, widthOf } from './width';

type Warning = Prediction['warnings'][number];
type RawValue = InputRow[string];

/**
 * Features of one row, and what about it the model never saw in training.
 * @throws HearthError `input_invalid` with the column where a value cannot be read at all.
 */
export function encodeInputRow(
  fitted: FittedPreprocessing,
  row: InputRow,
): { features: Float32Array; warnings: Warning[] } {
  const features = new Float32Array(featureWidth(fitted));
  const warnings: Warning[] = [];
  let at = 0;
  for (const feature of fitted.features) {
    // An own property only: a column may be called like something every object inherits.
    const raw = Object.hasOwn(row, feature.column) ? (row[feature.column] ?? null) : null;
    const code = writeInput(feature, raw, features, at);
    if (code) warnings.push({ column: feature.column, code });
    at += widthOf(feature);
  }
  return { features, warnings };
}

function writeInput(
  feature: FittedFeature,
  raw: RawValue,
  out: Float32Array,
  at: number,
): Warning['code'] | null {
  switch (feature.kind) {
    case 'number':
    case 'datetime': {
      const value = readNumber(feature, raw);
      writeNumber(feature, value, out, at);
      if (Number.isNaN(value)) return 'missing';
      return value < feature.min || value > feature.max ? 'out_of_range' : null;
    }
    case 'category': {
      const text = raw === null || raw instanceof Uint8Array ? '' : String(raw).trim();
      const position = feature.categories.indexOf(text);
      out[at + (position < 0 ? feature.categories.length : position)] = 1;
      if (position >= 0) return null;
      return isMissingToken(text) ? 'missing' : 'unknown_category';
    }
    case 'image': {
      const size = widthOf(feature);
      if (!(raw instanceof Uint8Array) || raw.length !== size)
        throw new HearthError('input_invalid', { column: feature.column }, { expected: size });
      for (let pixel = 0; pixel < size; pixel++) out[at + pixel] = (raw[pixel] ?? 0) / feature.divisor;
      return null;
    }
  }
}

/** The number in the feature's unit (days for dates), NaN where missing. */
function readNumber(feature: Extract<FittedFeature, { kind: 'number' | 'datetime' }>, raw: RawValue): number {
  if (raw === null) return NaN;
  const unit = feature.kind === 'datetime' ? msPerDay : 1;
  if (typeof raw === 'number') {
    if (Number.isNaN(raw)) return NaN;
    if (Number.isFinite(raw)) return raw / unit;
  }
  if (typeof raw === 'string') {
    const text = raw.trim();
    if (isMissingNumber(text)) return NaN;
    const value = feature.kind === 'datetime' ? parseAnyDate(text) : parseNumber(text);
    if (Number.isFinite(value)) return value / unit;
  }
  throw new HearthError('input_invalid', { column: feature.column }, { value: String(raw).slice(0, 100) });
}
