// A project's dataset versions as a list, and how two of them differ.
import type { DatasetVersion } from '../../../contract/data/dataset';
import type { DatasetLine, RowMatch, VersionDiff } from '../../../contract/data/versions/version-diff';
import { HearthError } from '../../../contract/transport/fault';
import type { ComparedTable } from '../../../data/versions/column-marks';
import { compareTables } from '../../../data/versions/compare-tables';
import { datasetsOf, getDataset } from '../../../storage/datasets';
import { rowSource } from '../row-source';

/** Every version of a project's data, oldest first. */
export async function datasetLines(projectId: string): Promise<DatasetLine[]> {
  const all = await datasetsOf(projectId);
  const ids = new Set(all.map(({ id }) => id));
  return all.map(({ id, name, sha256, rows, createdAt, lineage, source, columns, groups }) => ({
    ...{ id, name, sha256, rows, createdAt },
    parent: lineage.parent !== null && ids.has(lineage.parent) ? lineage.parent : null,
    steps: lineage.steps,
    source: { kind: source.kind, name: source.name, encoding: source.encoding, delimiter: source.delimiter },
    columns: columns.map((column) => ({ name: column.name, type: column.type })),
    bytes: groups.reduce((sum, { chunk }) => sum + chunk.bytes, 0),
  }));
}

/** What is different in the version `after`. @throws HearthError `not_found`, `column_unknown`, `input_invalid`. */
export async function compareVersions(
  { before, after, match }: { before: string; after: string; match: RowMatch },
  signal: AbortSignal,
): Promise<VersionDiff> {
  const [old, now] = [await getDataset(before), await getDataset(after)];
  if (![old, now].every(({ kind }) => kind === 'table'))
    throw new HearthError('input_invalid', { field: 'kind' });
  return compareTables(tableOf(old), tableOf(now), match, signal);
}

const tableOf = (dataset: DatasetVersion): ComparedTable => ({
  columns: dataset.columns,
  source: rowSource(dataset),
  rows: dataset.rows,
});
