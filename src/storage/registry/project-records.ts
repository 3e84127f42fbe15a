// Reads the records of one project, table by table.
import { stored, type HearthDatabase } from '../store/database';
import type { Row } from './definition';
import { inOrderOfOwners, ownerKeys, type RecordsByTable } from './ownership';
import type { AnyProjectTable } from './tables';

/** Inside a transaction only. Every record that belongs to the project, its own aside: by key, or in the order of the index that finds them. */
export async function recordsOfProject(db: HearthDatabase, projectId: string): Promise<RecordsByTable> {
  const found: RecordsByTable = new Map();
  for (const table of inOrderOfOwners()) {
    const keys = ownerKeys(table, projectId, found);
    const rows = db.table<Row, string>(table.name).where(table.owner?.field ?? table.key);
    found.set(
      table.name,
      table.owner?.table === 'projects'
        ? await rows.equals(projectId).sortBy(table.key)
        : await rows.anyOf(keys).toArray(),
    );
  }
  return found;
}

/** Keys of a table's records that the project itself owns, in order. */
export async function keysOfProject({ name, owner }: AnyProjectTable, projectId: string): Promise<string[]> {
  const field = owner?.field ?? 'projectId';
  return (
    await stored((db) => db.table<Row, string>(name).where(field).equals(projectId).primaryKeys())
  ).sort();
}

/** The records of these keys that are there. */
export async function recordsByKey({ name }: AnyProjectTable, keys: readonly string[]): Promise<Row[]> {
  const found = await stored((db) => db.table<Row, string>(name).bulkGet([...keys]));
  return found.filter((record) => record !== undefined);
}
