// What people expect of the project's data, checked on the rows of a file that is scored. Levels are read as texts: one that training never
// saw is a value like any other here. A column that the file lacks, or that a step makes, is not checked, which the result says.
import type { DecimalMark } from '../../contract/data/cell-reading';
import type { Column } from '../../contract/data/dataset';
import { isTaken } from '../../contract/data/table-lines';
import type { ModelVersion } from '../../contract/release/version';
import type { ScoredFile } from '../../contract/release/scoring';
import { OwnChecker } from '../../data/expectations/check-own';
import { KnownRows } from '../../data/rows/known-rows';
import type { TextRows } from '../../data/rows/text-table';
import { findDataset } from '../../storage/datasets';
import { getProjectRecord } from '../../storage/projects';

/** Checks rows batch by batch. */
export interface ScoredExpectations {
  add(part: TextRows): void;
  finish(): NonNullable<ScoredFile['expected']>;
}

/** Null where nothing is expected. */
export async function scoredExpectations(
  { projectId, recipe }: ModelVersion,
  names: readonly string[],
  context: { capacity: number; decimal: DecimalMark | null },
): Promise<ScoredExpectations | null> {
  const { data } = await getProjectRecord(projectId);
  const expectations = data.expectations ?? [];
  const dataset = await findDataset(data.datasetId ?? recipe.dataset.id);
  if (expectations.length === 0 || !dataset) return null;
  const asked = new Set(expectations.map(({ column }) => column));
  const columns = dataset.columns
    .filter(({ name, type }) => asked.has(name) && names.includes(name) && type !== 'image')
    .map((column): Column =>
      column.type === 'category' ? { ...column, type: 'text', categories: [] } : column,
    );
  const rows = new KnownRows(columns, names, context);
  const checker = new OwnChecker(columns, expectations);
  return {
    add({ firstRow, cells, reasons }) {
      const batch = rows.read(cells, firstRow, () => undefined);
      const byName = new Map(columns.map(({ name }, at) => [name, batch.values[at]!]));
      checker.add(byName, cells.length, (row) => isTaken(reasons?.[row] ?? null));
    },
    finish() {
      const failed = new Map(checker.finish().results.map((each) => [each.id, each.failed]));
      return expectations.map(({ id, column, rule }) => ({
        ...{ column, rule, failed: failed.get(id) ?? null },
        isDate: columns.some(({ name, type }) => name === column && type === 'datetime'),
      }));
    },
  };
}
