// Whether records that fit their schemas also fit each other: everything belongs to the one project, refers to what is there,
// and carries the hash that its content has. What refers to what, the registry says.
import { rowsOf, type ProjectBundle } from '../../../storage/bundle';
import type { Lookup, Row } from '../../../storage/registry/definition';
import { projectTables, type AnyProjectTable } from '../../../storage/registry/tables';
import { tamperedRecord } from './record-faults';

/** Throws `project_file_tampered`, naming table, record and field, where records contradict each other. */
export async function checkRecords(bundle: ProjectBundle): Promise<void> {
  const byKey = new Map(
    projectTables.map((table) => [
      table.name as string,
      new Map(rowsOf(bundle, table).map((record) => [String(record[table.key]), record])),
    ]),
  );
  const lookup = ((table: string, key: string) => byKey.get(table)?.get(key)) as Lookup;
  for (const table of projectTables)
    for (const record of rowsOf(bundle, table)) {
      const field = looseField(table, record, lookup) ?? (await wrongHash(table, record));
      if (field === null) continue;
      throw tamperedRecord({ table: table.name, record: String(record[table.key]), field });
    }
}

/** The field that refers to what is not there, or does not fit it. */
function looseField(
  { owner, refersTo, misfit }: AnyProjectTable,
  record: Row,
  lookup: Lookup,
): string | null {
  if (owner && !lookup(owner.table, String(record[owner.field]))) return owner.field;
  for (const { table, field, of, whenGone } of refersTo) {
    const key = of(record);
    if (key !== null && whenGone !== 'keep' && !lookup(table, key)) return field;
  }
  return misfit?.(record, lookup) ?? null;
}

async function wrongHash({ hash }: AnyProjectTable, record: Row): Promise<string | null> {
  return hash?.checked && (await hash.of(record)) !== record[hash.field] ? hash.field : null;
}
