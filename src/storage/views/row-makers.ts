// How the row of each large record is made, and the form in which rows and project summaries are stored.
import type { DatasetVersion } from '../../contract/data/dataset';
import type { Judgement } from '../../contract/model/judgement';
import type { Run } from '../../contract/model/run';
import type { Snapshot } from '../../contract/project/evaluation';
import { judgementRow, runRow, snapshotPoint, type Rows, type RowTable } from '../../contract/project/rows';
import type { ProjectSummary } from '../../contract/project/view';
import type { ModelVersion } from '../../contract/release/version';

/** A row as it is stored, under project, table and the record's id. */
export interface StoredRow<Table extends RowTable = RowTable> {
  projectId: string;
  table: Table;
  id: string;
  row: Rows[Table];
}

/** The start screen's line about a project, but for when it was saved: that is of the device. */
export type StoredSummary = Omit<ProjectSummary, 'savedAt'>;

interface Records {
  runs: Run;
  judgements: Judgement;
  snapshots: Snapshot;
  datasets: DatasetVersion;
  versions: ModelVersion;
}

const rowMakers: { [Table in RowTable]: (record: Records[Table]) => Rows[Table] } = {
  runs: runRow,
  judgements: judgementRow,
  snapshots: snapshotPoint,
  datasets: ({ id, projectId, rows }) => ({ id, projectId, rows }),
  versions: ({ id, projectId, number }) => ({ id, projectId, number }),
};

/** The tables whose records have rows. */
export const rowTables = Object.keys(rowMakers) as RowTable[];

export function hasRows(table: string): table is RowTable {
  return table in rowMakers;
}

/** The stored row of a record. */
export function storedRow<Table extends RowTable>(table: Table, record: Records[Table]): StoredRow<Table> {
  return { projectId: record.projectId, table, id: record.id, row: rowMakers[table](record) };
}
