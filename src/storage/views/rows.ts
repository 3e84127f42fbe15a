// Reads rows. A row that is not there is made from its record, and kept.
import { Dexie } from 'dexie';
import { listText, parseRows } from '../../contract/project/row-text';
import type { Rows, RowTable } from '../../contract/project/rows';
import { stored, type HearthDatabase } from '../store/database';
import { isFull } from '../store/faults';
import { byPack, packKey, rowsOfRecords, textsOf, withRows } from './row-makers';

/** Rows of a project as text, each with its record's id, oldest record first; for use in a transaction too. */
async function textsIn(db: HearthDatabase, projectId: string, table: RowTable): Promise<[string, string][]> {
  const packs = await db.rows
    .where('[projectId+table+bucket]')
    .between([projectId, table, Dexie.minKey], [projectId, table, Dexie.maxKey])
    .toArray();
  return packs.flatMap(textsOf).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Rows of a project as text, each with its record's id, oldest record first. */
export function rowTextsOf(projectId: string, table: RowTable): Promise<[id: string, text: string][]> {
  return stored((db) => textsIn(db, projectId, table));
}

const parsed = <Table extends RowTable>(texts: readonly (readonly [string, string])[]) =>
  parseRows<Rows[Table]>(listText(texts.map(([, text]) => text)));

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

/** Rows of a project, oldest record first; for use in a transaction too. */
export async function rowsIn<Table extends RowTable>(
  db: HearthDatabase,
  projectId: string,
  table: Table,
): Promise<Rows[Table][]> {
  return parsed<Table>(await textsIn(db, projectId, table));
}

/** Rows of a project, oldest record first. */
export function rowsOf<Table extends RowTable>(projectId: string, table: Table): Promise<Rows[Table][]> {
  return rowTextsOf(projectId, table).then(parsed<Table>);
}

/** How many records a project has in a table, with and without rows. */
export function countRecords(projectId: string, table: RowTable): Promise<number> {
  return stored((db) => db.table(table).where('projectId').equals(projectId).count());
}

/** The rows of these records that are kept, in no order; for use in a transaction too. */
export async function keptRows<Table extends RowTable>(
  db: HearthDatabase,
  projectId: string,
  table: Table,
  ids: readonly string[],
): Promise<Rows[Table][]> {
  const keys = new Map(ids.map((id) => packKey(projectId, table, id)).map((key) => [key.join(), key]));
  const packs = await db.rows.bulkGet([...keys.values()]);
  const asked = new Set(ids);
  return parsed<Table>(packs.flatMap((pack) => textsOf(pack).filter(([id]) => asked.has(id))));
}

/** The rows of these records, oldest first, without those whose record is gone. */
export async function rowsById<Table extends RowTable>(
  projectId: string,
  table: Table,
  ids: readonly string[],
): Promise<Rows[Table][]> {
  const kept = await stored((db) => keptRows(db, projectId, table, ids));
  const known = new Set(kept.map(({ id }) => id));
  const missing = ids.filter((id) => !known.has(id));
  const made = missing.length > 0 ? await makeRows(table, missing) : [];
  return [...kept, ...made].sort(byId);
}

/** Makes rows and keeps them; on a full disk they are made all the same. */
async function makeRows<Table extends RowTable>(table: Table, ids: string[]): Promise<Rows[Table][]> {
  try {
    return await makeRowsIn('rw', table, ids);
  } catch (thrown) {
    if (!isFull(thrown)) throw thrown;
    return makeRowsIn('r', table, ids);
  }
}

function makeRowsIn<Table extends RowTable>(
  mode: 'r' | 'rw',
  table: Table,
  ids: string[],
): Promise<Rows[Table][]> {
  return stored((db) =>
    db.transaction(mode, db.table(table), db.rows, async () => {
      const records = await db.table(table).bulkGet(ids);
      const made = rowsOfRecords(table, records.filter((each) => each !== undefined) as never);
      for (const { key, rows } of mode === 'rw' ? byPack(table, made) : [])
        await db.rows.put(withRows(key, await db.rows.get(key), rows));
      return made;
    }),
  );
}
