// Rows of one split, encoded, as a stream of batches in dataset order. Not for training's own order: batches.ts.
import type { DatasetVersion } from '../../../contract/data/dataset';
import type { FittedPreprocessing } from '../../../contract/model/run';
import type { GroupSource } from '../../../data/rows/group-source';
import { encodeFeatures, encodeTargets, targetValues } from '../../../data/preprocess/encode';
import { featureWidth } from '../../../data/preprocess/width';
import type { Batch } from '../../../model/net/training/batch-source';

/** One dataset with what turns its rows into samples. */
export interface EncodedRows {
  dataset: Pick<DatasetVersion, 'columns'>;
  source: GroupSource;
  fitted: FittedPreprocessing;
}

/** A batch that knows where its rows came from. */
export interface LocatedBatch extends Batch {
  /** Row numbers in the dataset, from 0. */
  sourceRows: Uint32Array;
  /** The target as the data has it: class indices, or numbers in its own unit. */
  actual: Float64Array;
}

/** Columns that encoding reads. */
export function wantedColumns(fitted: FittedPreprocessing): ReadonlySet<string> {
  return new Set([...fitted.features.map(({ column }) => column), fitted.target.column]);
}

/** Indices inside a group of the rows that are wanted. */
export function rowsInGroup(
  group: { firstRow: number; rows: number },
  isWanted: (row: number) => boolean,
  /** How often a row of the dataset comes; absent: once. */
  copies?: Uint32Array,
): Uint32Array {
  if (copies) return copiedRows(group, isWanted, copies);
  const found = new Uint32Array(group.rows);
  let count = 0;
  for (let row = 0; row < group.rows; row++) if (isWanted(group.firstRow + row)) found[count++] = row;
  return found.slice(0, count);
}

function copiedRows(
  group: { firstRow: number; rows: number },
  isWanted: (row: number) => boolean,
  copies: Uint32Array,
): Uint32Array {
  const once = rowsInGroup(group, isWanted);
  const times = (row: number) => copies[group.firstRow + row] ?? 0;
  const found = new Uint32Array(once.reduce((sum, row) => sum + times(row), 0));
  let count = 0;
  for (const row of once) {
    found.fill(row, count, count + times(row));
    count += times(row);
  }
  return found;
}

/** Of rows that a model learns from. */
export interface Learning {
  copies?: Uint32Array | undefined;
}

/** Encoded batches of at most `batchRows`; a batch never spans two groups. Arrays are fresh for every batch. */
export async function* readEncoded(
  { dataset, source, fitted }: EncodedRows,
  isWanted: (row: number) => boolean,
  batchRows: number,
  /** Where a model learns from the rows. */
  learning?: Learning,
): AsyncGenerator<LocatedBatch> {
  const width = featureWidth(fitted);
  const wanted = wantedColumns(fitted);
  for (const [index, group] of source.groups.entries()) {
    const chosen = rowsInGroup(group, isWanted, learning?.copies);
    if (chosen.length === 0) continue;
    const values = await source.read(index, wanted);
    for (let at = 0; at < chosen.length; at += batchRows) {
      const rows = chosen.subarray(at, at + batchRows);
      const features = new Float32Array(rows.length * width);
      const labels = new Float32Array(rows.length);
      const trainingFrom = learning ? group.firstRow : undefined;
      const encoded = { columns: dataset.columns, values, rows, trainingFrom };
      encodeFeatures(fitted, encoded, features, 0);
      encodeTargets(fitted, encoded, labels, 0);
      const actual = targetValues(fitted, encoded);
      const sourceRows = rows.map((row) => group.firstRow + row);
      yield { rows: rows.length, features, labels, actual, sourceRows };
    }
  }
}
