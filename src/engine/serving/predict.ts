// Answers for rows that a person types or a host sends. Not for files: score-file.ts.
import type { EngineApi, InputRow, Prediction } from '../../contract/transport/engine-api';
import { HearthError } from '../../contract/transport/fault';
import type { FittedPreprocessing } from '../../contract/model/run';
import { encodeInputRow } from '../../data/preprocess/input-row';
import { featureWidth } from '../../data/preprocess/width';
import { getVersion } from '../../storage/versions';
import { whileComputing } from '../device/family-lease';
import { answersOf, outputsOf } from './serve-model';
import type { EngineSession } from '../session';

/**
 * Rows as one matrix, and what the model never saw of each; `firstRow` is the first one's place in its file.
 * Throws `input_invalid` with the row (from 1) and the column.
 */
export function encodeInputRows(
  fitted: FittedPreprocessing,
  rows: readonly InputRow[],
  firstRow = 0,
): { features: Float32Array; warnings: Prediction['warnings'][] } {
  const width = featureWidth(fitted);
  const features = new Float32Array(rows.length * width);
  const warnings = rows.map((row, index) => {
    const encoded = encodeAt(fitted, row, firstRow + index);
    features.set(encoded.features, index * width);
    return encoded.warnings;
  });
  return { features, warnings };
}

function encodeAt(fitted: FittedPreprocessing, row: InputRow, index: number) {
  try {
    return encodeInputRow(fitted, row);
  } catch (thrown) {
    if (!(thrown instanceof HearthError)) throw thrown;
    const { code, place, params, detail } = thrown.fault;
    throw new HearthError(code, { ...place, row: index + 1 }, params, detail);
  }
}

/** Predicts rows with a registered version, on whatever backend is active where the model needs one. */
export async function predict(
  request: Parameters<EngineApi['predict']>[0],
  signal: AbortSignal,
  session: EngineSession,
): ReturnType<EngineApi['predict']> {
  const version = await getVersion(request.versionId);
  signal.throwIfAborted();
  const { features, warnings } = encodeInputRows(version.artifact.preprocessing, request.rows);
  const outputs = await whileComputing(version.recipe, null, session, (backend) =>
    outputsOf(version, { features, rows: request.rows.length }, backend, session),
  );
  return answersOf(version, outputs).map((answer, row) => ({ ...answer, warnings: warnings[row] ?? [] }));
}
