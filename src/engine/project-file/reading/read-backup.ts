// The tables of a backup, as the projects that they make up.
import type { Project } from '../../../contract/project/project';
import { bundleOf, type ProjectBundle } from '../../../storage/bundle';
import type { Row } from '../../../storage/registry/definition';
import { byOwner } from '../../../storage/registry/ownership';
import { projectTables } from '../../../storage/registry/tables';
import type { FileLayouts } from '../file-layouts';
import type { FileParts } from '../file-parts';
import { parseUntrusted } from '../../../domain/hashing/json-numbers';
import { tableName } from '../manifest';
import { readRecord } from './read-record';
import { tampered } from '../zip/zip-reader';
import { weighJson } from './weigh-json';

/** Every project with its records. Throws `project_file_newer`, `project_file_tampered`. */
export async function readBackupTables(parts: FileParts, layouts: FileLayouts): Promise<ProjectBundle[]> {
  const byTable = new Map<string, Row[]>();
  for (const table of projectTables) {
    const isWritten = layouts.versions.has(table.name);
    const rows = isWritten ? parseRows(await parts.read(tableName(table.name)), table.name) : [];
    byTable.set(
      table.name,
      rows.map((row) => readRecord(table, row, layouts)),
    );
  }
  return (byTable.get('projects') ?? []).map((project) => {
    const own = byOwner(project, (table) => byTable.get(table.name) ?? []);
    return bundleOf(project as unknown as Project, (table) => own.get(table) ?? []);
  });
}

function parseRows(bytes: Uint8Array, table: string): unknown[] {
  weighJson(bytes, tableName(table));
  const parsed = parseUntrusted(new TextDecoder('utf-8').decode(bytes));
  if (!Array.isArray(parsed)) throw tampered(tableName(table));
  return parsed;
}
