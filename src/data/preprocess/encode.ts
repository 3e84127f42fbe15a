// Raw columns to the float matrix that a net sees, by what was fitted on the training rows. Writes in place, no tensors.
import type { Column } from '../../contract/data/dataset';
import { HearthError } from '../../contract/transport/fault';
import type { FittedFeature, FittedPreprocessing } from '../../contract/model/run';
import type { ColumnValues } from '../columns/values';
import { valuesOf } from '../rows/group-source';
import { targetLabels } from './labels';
import { featureWidth, widthOf } from './width';

/** Dates are learnt in days. */
export const msPerDay = 86_400_000;

/** Position of each category code among the fitted categories; the last position is "other or missing". */
type CodePositions = Map<FittedFeature, Int32Array>;

/** Built once for a fitted preprocessing and a dataset's columns: encoding runs for every batch. */
const plans = new WeakMap<FittedPreprocessing, { columns: readonly Column[]; positions: CodePositions }>();

function codePositions(fitted: FittedPreprocessing, columns: readonly Column[]): CodePositions {
  const known = plans.get(fitted);
  if (known?.columns === columns) return known.positions;
  const positions: CodePositions = new Map();
  for (const feature of fitted.features) {
    if (feature.kind !== 'category') continue;
    const column = columns.find((candidate) => candidate.name === feature.column);
    if (!column) throw new HearthError('column_unknown', { column: feature.column });
    const order = new Map(feature.categories.map((name, index) => [name, index]));
    positions.set(
      feature,
      Int32Array.from(column.categories, (name) => order.get(name) ?? feature.categories.length),
    );
  }
  plans.set(fitted, { columns, positions });
  return positions;
}

/** Writes one number feature: scaled, imputed where NaN, with its indicator where there is one. */
export function writeNumber(
  feature: Extract<FittedFeature, { kind: 'number' | 'datetime' }>,
  value: number,
  out: Float32Array,
  at: number,
): void {
  const missing = Number.isNaN(value);
  out[at] = ((missing ? feature.impute : value) - feature.shift) / feature.scale;
  if (feature.missingIndicator) out[at + 1] = missing ? 1 : 0;
}

/**
 * Encodes rows of a group (indices inside it) into `out` from `outOffset`, sample after sample.
 * `values` holds the group's feature columns by name; they are of the types that were fitted.
 */
export function encodeFeatures(
  fitted: FittedPreprocessing,
  columns: readonly Column[],
  values: ReadonlyMap<string, ColumnValues>,
  rows: Uint32Array,
  out: Float32Array,
  outOffset: number,
): void {
  const stride = featureWidth(fitted);
  const positions = codePositions(fitted, columns);
  let at = outOffset;
  for (const feature of fitted.features) {
    encodeFeature(feature, valuesOf(values, feature.column), positions.get(feature), rows, out, at, stride);
    at += widthOf(feature);
  }
}

function encodeFeature(
  feature: FittedFeature,
  values: ColumnValues,
  positions: Int32Array | undefined,
  rows: Uint32Array,
  out: Float32Array,
  start: number,
  stride: number,
): void {
  let at = start;
  if (feature.kind === 'number' && values.type === 'number') {
    for (const row of rows) {
      writeNumber(feature, values.values[row] ?? NaN, out, at);
      at += stride;
    }
  } else if (feature.kind === 'datetime' && values.type === 'datetime') {
    for (const row of rows) {
      writeNumber(feature, (values.values[row] ?? NaN) / msPerDay, out, at);
      at += stride;
    }
  } else if (feature.kind === 'category' && values.type === 'category' && positions) {
    const other = feature.categories.length;
    for (const row of rows) {
      out.fill(0, at, at + other + 1);
      out[at + (positions[values.codes[row] ?? -1] ?? other)] = 1;
      at += stride;
    }
  } else if (feature.kind === 'image' && values.type === 'image') {
    const size = widthOf(feature);
    for (const row of rows) {
      const from = row * size;
      for (let pixel = 0; pixel < size; pixel++)
        out[at + pixel] = (values.pixels[from + pixel] ?? 0) / feature.divisor;
      at += stride;
    }
  } else
    throw new HearthError(
      'input_invalid',
      { column: feature.column },
      { type: values.type, expected: feature.kind },
    );
}

/** Encodes the target of rows of a group: the class index (−1 where it is none), or the scaled number. */
export function encodeTargets(
  fitted: FittedPreprocessing,
  columns: readonly Column[],
  values: ReadonlyMap<string, ColumnValues>,
  rows: Uint32Array,
  out: Float32Array,
  outOffset: number,
): void {
  const { target } = fitted;
  const found = valuesOf(values, target.column);
  if (target.kind === 'number') {
    if (found.type !== 'number') throw new HearthError('input_invalid', { column: target.column });
    rows.forEach((row, index) => {
      out[outOffset + index] = ((found.values[row] ?? NaN) - target.shift) / target.scale;
    });
    return;
  }
  const column = columns.find((candidate) => candidate.name === target.column);
  if (!column) throw new HearthError('column_unknown', { column: target.column });
  const labels = targetLabels(column, found, target.classes);
  rows.forEach((row, index) => {
    out[outOffset + index] = labels[row] ?? -1;
  });
}
