// How the row of each large record is made, and the form in which rows and project summaries are stored.
import type { DatasetVersion } from '../../contract/data/dataset';
import type { Judgement } from '../../contract/model/judgement';
import type { Run } from '../../contract/model/run';
import type { Snapshot } from '../../contract/project/evaluation';
import { rowText } from '../../contract/project/row-text';
import { judgementRow, runRow, snapshotPoint, type Rows, type RowTable } from '../../contract/project/rows';
import type { ProjectSummary } from '../../contract/project/view';
import type { ModelVersion } from '../../contract/release/version';
import { isAlteredNow } from '../record-hashes';

/**
 * Rows as they are stored: many in one value, since the browser reads a thousand small values as slowly as a thousand large ones; and as
 * text (row-text.ts), which is copied at once. An id decides which pack its row is in.
 */
export interface RowPack {
  projectId: string;
  table: RowTable;
  bucket: number;
  ids: string[];
  /** In the order of `ids`. */
  texts: string[];
}
export type PackKey = [projectId: string, table: RowTable, bucket: number];

const buckets = 16;

/** The key of the pack that has this record's row. */
export function packKey(projectId: string, table: RowTable, id: string): PackKey {
  return [projectId, table, bucketOf(id)];
}

/** Which of a table's packs has a record's row; the last letter of a ULID is random. */
export function bucketOf(id: string): number {
  return (id.at(-1)?.charCodeAt(0) ?? 0) % buckets;
}

/** The texts of a pack, each with its record's id. A pack of an older layout has none: the upgrade that is under way fills it anew. */
export function textsOf(
  pack: Partial<Pick<RowPack, 'ids' | 'texts'>> | undefined,
): [id: string, text: string][] {
  const { ids = [], texts = [] } = pack ?? {};
  return texts.map((text, at) => [ids[at]!, text]);
}

/** The pack of these texts. */
export function packOf([projectId, table, bucket]: PackKey, texts: Iterable<[string, string]>): RowPack {
  const all = [...texts];
  return { projectId, table, bucket, ids: all.map(([id]) => id), texts: all.map(([, text]) => text) };
}

/** A pack with these rows in it, in place of those that they are newer than. */
export function withRows(key: PackKey, pack: RowPack | undefined, rows: readonly Rows[RowTable][]): RowPack {
  const texts = new Map(textsOf(pack));
  for (const row of rows) texts.set(row.id, rowText(row));
  return packOf(key, texts);
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
  snapshots: (record) => ({
    ...snapshotPoint(record),
    ...(isAlteredNow(record) ? { altered: true } : {}),
  }),
  datasets: ({ id, projectId, rows }) => ({ id, projectId, rows }),
  versions: ({ id, projectId, number }) => ({ id, projectId, number }),
};

/** The tables whose records have rows. */
export const rowTables = Object.keys(rowMakers) as RowTable[];

export function hasRows(table: string): table is RowTable {
  return Object.hasOwn(rowMakers, table);
}

/** The row of a record. */
export function rowOf<Table extends RowTable>(table: Table, record: Records[Table]): Rows[Table] {
  return rowMakers[table](record);
}

/** The rows of records; of one that is damaged none can be made, and it has none. */
export function rowsOfRecords<Table extends RowTable>(
  table: Table,
  records: readonly Records[Table][],
): Rows[Table][] {
  return records.flatMap((record) => {
    try {
      return [rowOf(table, record)];
    } catch {
      return [];
    }
  });
}

/** Rows by the pack that they belong in. */
export function byPack<Table extends RowTable>(
  table: Table,
  rows: readonly Rows[Table][],
): { key: PackKey; rows: Rows[Table][] }[] {
  const packs = new Map<string, { key: PackKey; rows: Rows[Table][] }>();
  for (const row of rows) {
    const key = packKey(row.projectId, table, row.id);
    const pack = packs.get(key.join());
    if (pack) pack.rows.push(row);
    else packs.set(key.join(), { key, rows: [row] });
  }
  return [...packs.values()];
}
