// Deletes records with all that refers to them, as the references of the registry say. Inside a transaction over all tables only.
import { HearthError } from '../../contract/transport/fault';
import type { HearthDatabase } from '../store/database';
import { disown } from '../chunks/references';
import type { ProjectTableName, RecordReference, Row } from './definition';
import { recordsOfProject } from './project-records';
import { ownedTables, projectTables, type AnyProjectTable } from './tables';

/** Keys of deleted records by table. */
export type Removed = Map<ProjectTableName, string[]>;

/** Deletes records of a table, and those that refer to them; `input_invalid` where one forbids it. */
export async function removeRecords(
  db: HearthDatabase,
  name: ProjectTableName,
  keys: readonly string[],
): Promise<Removed> {
  const going: Removed = new Map();
  await collect(db, name, keys, going);
  for (const [table, gone] of going) await removeFrom(db, table, gone);
  return going;
}

async function collect(
  db: HearthDatabase,
  name: ProjectTableName,
  keys: readonly string[],
  going: Removed,
): Promise<void> {
  const known = new Set(going.get(name));
  const fresh = keys.filter((key) => !known.has(key));
  if (fresh.length === 0) return;
  going.set(name, [...known, ...fresh]);
  for (const table of projectTables)
    for (const reference of table.refersTo) {
      const { whenGone, field } = reference;
      if (reference.table !== name || whenGone === 'keep') continue;
      const found = await referring(db, table, reference, fresh);
      const first = found[0];
      if (first === undefined) continue;
      if (whenGone === 'refuse')
        throw new HearthError('input_invalid', { field }, { table: table.name, id: first });
      await collect(db, table.name, found, going);
    }
}

/** Keys of the records whose field holds one of the keys: by its index where it has one. */
async function referring(
  db: HearthDatabase,
  { name, key }: AnyProjectTable,
  reference: RecordReference<Row>,
  keys: readonly string[],
): Promise<string[]> {
  const { field } = reference;
  const rows = db.table<Row, string>(name);
  const { primKey, indexes } = rows.schema;
  if ([primKey, ...indexes].some(({ keyPath }) => [keyPath].flat()[0] === field))
    return rows.where(field).anyOf(keys).primaryKeys();
  const wanted = new Set<string | null>(keys);
  const found = await rows.filter((record) => wanted.has(reference.of(record))).toArray();
  return found.map((record) => String(record[key]));
}

/** Deletes everything that belongs to a project, and the project. */
export async function removeAllOf(db: HearthDatabase, projectId: string): Promise<void> {
  const found = await recordsOfProject(db, projectId);
  for (const table of ownedTables)
    await removeFrom(
      db,
      table.name,
      (found.get(table.name) ?? []).map((record) => String(record[table.key])),
    );
  await removeFrom(db, 'projects', [projectId]);
}

/** Deletes records of a table; their chunks are nobody's any more. */
export async function removeFrom(
  db: HearthDatabase,
  name: ProjectTableName,
  keys: readonly string[],
): Promise<void> {
  await db.table<Row, string>(name).bulkDelete([...keys]);
  const owner = projectTables.find((table) => table.name === name)?.chunks?.owner;
  if (owner !== undefined)
    await disown(
      db,
      keys.map((key) => `${owner}:${key}`),
    );
}
