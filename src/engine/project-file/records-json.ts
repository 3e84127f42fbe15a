// All records of a project as JSON and back. What comes back is migrated and checked before anything uses it.
import type { Project } from '../../contract/project/project';
import { letMessagesIn } from '../../data/rows/let-messages-in';
import { canonicalJson } from '../../domain/hashing/canonical';
import { bundleOf, type ProjectBundle } from '../../storage/bundle';
import type { Row } from '../../storage/registry/definition';
import { ownedTables, projectTables } from '../../storage/registry/tables';
import type { FileLayouts } from './file-layouts';
import { encodeNumbers, parseUntrusted } from '../../domain/hashing/json-numbers';
import { recordsName } from './manifest';
import { newerRecords } from './reading/record-faults';
import { isRow, readRecord } from './reading/read-record';
import { tampered } from './zip/zip-reader';

/** All records as canonical JSON. */
export function writeRecords(records: ProjectBundle): string {
  return canonicalJson(encodeNumbers(records));
}

/** The records in today's layout. Throws `project_file_newer`, `project_file_tampered`. */
export async function readRecords(text: string, layouts: FileLayouts): Promise<ProjectBundle> {
  const parsed = parseUntrusted(text);
  if (!isRow(parsed)) throw tampered(recordsName);
  const { project, ...tables } = parsed;
  for (const name of Object.keys(tables))
    if (!ownedTables.some((table) => table.name === name)) {
      if (layouts.fromNewerApp) throw newerRecords(name, 1, 0);
      throw tampered(recordsName);
    }
  const [projects] = projectTables;
  if (!projects) throw tampered(recordsName);
  const first = readRecord(projects, project, layouts) as unknown as Project;
  const rows = new Map<string, Row[]>();
  for (const table of ownedTables) {
    const written = tables[table.name];
    // A table that came after the file was written has no records in it.
    if (written === undefined && !layouts.versions.has(table.name)) continue;
    if (!Array.isArray(written)) throw tampered(`${recordsName}: ${table.name}`);
    const read: Row[] = [];
    for (const each of written) {
      read.push(readRecord(table, each, layouts));
      await letMessagesIn();
    }
    rows.set(table.name, read);
  }
  return bundleOf(first, (table) => rows.get(table) ?? []);
}
