// Reads the records of one project, table by table. Inside a transaction only.
import type { HearthDatabase } from '../store/database';
import type { Row } from './definition';
import { inOrderOfOwners, ownerKeys, type RecordsByTable } from './ownership';

/** Every record that belongs to the project, its own aside: by key, or in the order of the index that finds them. */
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
