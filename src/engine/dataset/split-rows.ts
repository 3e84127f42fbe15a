// Rows of one split, encoded, as a stream of batches in dataset order. Not for training's own order: batches.ts.
import type { DatasetVersion } from '../../contract/data/dataset';
import type { FittedPreprocessing } from '../../contract/model/run';
import type { GroupSource } from '../../data/rows/group-source';
import { encodeFeatures, encodeTargets, targetValues } from '../../data/preprocess/encode';
import { featureWidth } from '../../data/preprocess/width';
import type { Batch } from '../../model/net/training/batch-source';

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
): Uint32Array {
  const found = new Uint32Array(group.rows);
  let count = 0;
  for (let row = 0; row < group.rows; row++) if (isWanted(group.firstRow + row)) found[count++] = row;
  return found.slice(0, count);
}

/** Encoded batches of at most `batchRows`; a batch never spans two groups. Arrays are fresh for every batch. */
export async function* readEncoded(
  { dataset, source, fitted }: EncodedRows,
  isWanted: (row: number) => boolean,
  batchRows: number,
  /** Whether a model learns from the rows. */
  learns = false,
): AsyncGenerator<LocatedBatch> {
  const width = featureWidth(fitted);
  const wanted = wantedColumns(fitted);
  for (const [index, group] of source.groups.entries()) {
    const chosen = rowsInGroup(group, isWanted);
    if (chosen.length === 0) continue;
    const values = await source.read(index, wanted);
    for (let at = 0; at < chosen.length; at += batchRows) {
      const rows = chosen.subarray(at, at + batchRows);
      const features = new Float32Array(rows.length * width);
      const labels = new Float32Array(rows.length);
      const trainingFrom = learns ? group.firstRow : undefined;
      const encoded = { columns: dataset.columns, values, rows, trainingFrom };
      encodeFeatures(fitted, encoded, features, 0);
      encodeTargets(fitted, encoded, labels, 0);
      const actual = targetValues(fitted, encoded);
      const sourceRows = rows.map((row) => group.firstRow + row);
      yield { rows: rows.length, features, labels, actual, sourceRows };
    }
  }
}
