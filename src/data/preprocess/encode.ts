// Raw columns to the float matrix that a net sees, by what was fitted on the training rows. Writes in place, no tensors.
import { typeOfFitted, type FittedFeature } from '../../contract/data/fitted-features';
import type { Column } from '../../contract/data/dataset';
import { HearthError } from '../../contract/transport/fault';
import type { FittedPreprocessing } from '../../contract/model/run';
import { columnTypeOf } from '../columns/registry';
import type { ColumnValues } from '../columns/values';
import { valuesOf } from '../rows/group-source';
import { coderOf } from '../treatments/registry';
import { targetLabels } from './labels';
import { featureWidth } from './width';

type Prepared = Map<FittedFeature, Int32Array>;

/** Built once for a fitted preprocessing and a dataset's columns: encoding runs for every batch. */
const plans = new WeakMap<FittedPreprocessing, { columns: readonly Column[]; prepared: Prepared }>();

function prepare(fitted: FittedPreprocessing, columns: readonly Column[]): Prepared {
  const known = plans.get(fitted);
  if (known?.columns === columns) return known.prepared;
  const prepared: Prepared = new Map();
  const byName = new Map(columns.map((column) => [column.name, column]));
  for (const feature of fitted.features) {
    const coder = coderOf(feature.kind);
    if (!coder.prepare) continue;
    const column = byName.get(feature.column);
    if (!column) throw new HearthError('column_unknown', { column: feature.column });
    prepared.set(feature, coder.prepare(feature, column));
  }
  plans.set(fitted, { columns, prepared });
  return prepared;
}

/** Rows of a group (indices inside it) with the group's columns by name; these are of the types that were fitted. */
export interface RowsToEncode {
  columns: readonly Column[];
  values: ReadonlyMap<string, ColumnValues>;
  rows: Uint32Array;
  /** Where a model learns from them: the number in the dataset of the group's first row. */
  trainingFrom?: number | undefined;
}

/** Encodes rows into `out` from `outOffset`, sample after sample. */
export function encodeFeatures(
  fitted: FittedPreprocessing,
  { columns, values, rows, trainingFrom }: RowsToEncode,
  out: Float32Array,
  outOffset: number,
): void {
  const stride = featureWidth(fitted);
  const prepared = prepare(fitted, columns);
  let at = outOffset;
  for (const feature of fitted.features) {
    const coder = coderOf(feature.kind);
    const found = valuesOf(values, feature.column);
    if (found.type !== typeOfFitted(feature))
      throw new HearthError(
        'input_invalid',
        { column: feature.column },
        { type: found.type, expected: typeOfFitted(feature) },
      );
    coder.encode(
      feature,
      found,
      rows,
      { data: out, at, stride },
      { prepared: prepared.get(feature), trainingFrom },
    );
    at += coder.width(feature);
  }
}

/** The target of rows of a group as the data has it: the class index (−1 where it is none), or the number in its own unit. */
export function targetValues({ target }: FittedPreprocessing, rows: RowsToEncode): Float64Array {
  const found = valuesOf(rows.values, target.column);
  if (target.kind === 'number') {
    const quantity = columnTypeOf(found.type).target?.quantity;
    if (!quantity) throw new HearthError('input_invalid', { column: target.column });
    return Float64Array.from(rows.rows, (row) => quantity(found, row));
  }
  const column = rows.columns.find((candidate) => candidate.name === target.column);
  if (!column) throw new HearthError('column_unknown', { column: target.column });
  const labels = targetLabels(column, found, target.classes);
  return Float64Array.from(rows.rows, (row) => labels[row] ?? -1);
}

/** Encodes the target of rows of a group: the class index (−1 where it is none), or the scaled number. */
export function encodeTargets(
  fitted: FittedPreprocessing,
  rows: RowsToEncode,
  out: Float32Array,
  outOffset: number,
): void {
  const { target } = fitted;
  const values = targetValues(fitted, rows);
  const [shift, scale] = target.kind === 'number' ? [target.shift, target.scale] : [0, 1];
  values.forEach((value, index) => {
    out[outOffset + index] = (value - shift) / scale;
  });
}
