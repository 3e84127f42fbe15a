// What belongs to a project, followed from owner to owner: a checkpoint belongs to a run, and that to the project.
import type { ProjectTableName, Row } from './definition';
import { ownedTables, type AnyProjectTable } from './tables';

/** Records of one project by table. */
export type RecordsByTable = Map<ProjectTableName, Row[]>;

/** The tables that projects own, each after the one that owns its records. */
export function inOrderOfOwners(): AnyProjectTable[] {
  return ownedTables.toSorted((a, b) => depth(a) - depth(b));
}

function depth({ owner }: AnyProjectTable): number {
  const above = ownedTables.find(({ name }) => name === owner?.table);
  return above ? 1 + depth(above) : 0;
}

/** Keys of the records that own those of the table: of the project, or of records found before. */
export function ownerKeys({ owner }: AnyProjectTable, projectId: string, found: RecordsByTable): string[] {
  const above = ownedTables.find(({ name }) => name === owner?.table);
  return above ? (found.get(above.name) ?? []).map((record) => String(record[above.key])) : [projectId];
}

/** The records of one project among those of many. */
export function byOwner(project: Row, recordsOf: (table: AnyProjectTable) => readonly Row[]): RecordsByTable {
  const found: RecordsByTable = new Map();
  for (const table of inOrderOfOwners()) {
    const keys = new Set(ownerKeys(table, String(project['id']), found));
    const field = table.owner?.field ?? table.key;
    found.set(
      table.name,
      recordsOf(table).filter((record) => keys.has(String(record[field]))),
    );
  }
  return found;
}
