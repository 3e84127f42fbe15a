// Reads rows. A row that is not there is made from its record, and kept.
import { Dexie } from 'dexie';
import type { Rows, RowTable } from '../../contract/project/rows';
import { stored, type HearthDatabase } from '../database';
import { storedRow, type StoredRow } from './row-makers';

/** All rows of a table, of one project. */
function rangeOf(db: HearthDatabase, projectId: string, table: RowTable) {
  return db.rows
    .where('[projectId+table+id]')
    .between([projectId, table, Dexie.minKey], [projectId, table, Dexie.maxKey]);
}

/** Rows of a project, oldest record first. */
export async function rowsOf<Table extends RowTable>(
  projectId: string,
  table: Table,
): Promise<Rows[Table][]> {
  const found = await stored((db) => rangeOf(db, projectId, table).toArray());
  return found.map(({ row }) => row as Rows[Table]);
}

/** The row of a project's newest record; for use in a transaction too. */
export async function newestRow<Table extends RowTable>(
  db: HearthDatabase,
  projectId: string,
  table: Table,
): Promise<Rows[Table] | null> {
  const found = await rangeOf(db, projectId, table).last();
  return (found?.row as Rows[Table] | undefined) ?? null;
}

/** The rows of these records, oldest first, without those whose record is gone. */
export async function rowsById<Table extends RowTable>(
  projectId: string,
  table: Table,
  ids: readonly string[],
): Promise<Rows[Table][]> {
  const sorted = ids.toSorted();
  const keys = sorted.map((id): [string, string, string] => [projectId, table, id]);
  const found = await stored((db) => db.rows.bulkGet(keys));
  const missing = sorted.filter((_, at) => found[at] === undefined);
  const made = missing.length > 0 ? await makeRows(table, missing) : [];
  return [...found, ...made]
    .filter((each) => each !== undefined)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ row }) => row as Rows[Table]);
}

function makeRows(table: RowTable, ids: string[]): Promise<StoredRow[]> {
  return stored((db) =>
    db.transaction('rw', db.table(table), db.rows, async () => {
      const records = await db.table(table).bulkGet(ids);
      const made = records
        .filter((each) => each !== undefined)
        .map((each) => storedRow(table, each as never));
      await db.rows.bulkPut(made);
      return made;
    }),
  );
}
