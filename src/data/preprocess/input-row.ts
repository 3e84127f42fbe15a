// One row as a person types it or a host sends it, encoded for the model that was fitted. Not for batches of a dataset.
import type { FittedPreprocessing } from '../../contract/model/run';
import type { InputRow, Prediction } from '../../contract/transport/engine-api';
import { coderOf } from '../treatments/registry';
import { featureWidth } from './width';

/**
 * Features of one row, and what about it the model never saw in training.
 * @throws HearthError `input_invalid` with the column where a value cannot be read at all.
 */
export function encodeInputRow(
  fitted: FittedPreprocessing,
  row: InputRow,
): { features: Float32Array; warnings: Prediction['warnings'] } {
  const features = new Float32Array(featureWidth(fitted));
  const warnings: Prediction['warnings'] = [];
  let at = 0;
  for (const feature of fitted.features) {
    const coder = coderOf(feature.kind);
    // An own property only: a column may be called like something every object inherits.
    const raw = Object.hasOwn(row, feature.column) ? (row[feature.column] ?? null) : null;
    const code = coder.write(feature, raw, features, at);
    // A column that is encoded in several ways is warned of once.
    const isTold = warnings.some((warning) => warning.column === feature.column && warning.code === code);
    if (code && !isTold) warnings.push({ column: feature.column, code });
    at += coder.width(feature);
  }
  return { features, warnings };
}
