// The tables of a backup, as the projects that they make up. A project with a record that does not hold is left out and named; the others
// are read. Not for damaged bytes: those refuse the whole file before its records are looked at.
import type { LeftOut } from '../../../contract/project/left-out';
import type { Project } from '../../../contract/project/project';
import { HearthError, type Fault } from '../../../contract/transport/fault';
import { letMessagesIn } from '../../../data/rows/let-messages-in';
import { bundleOf, type ProjectBundle } from '../../../storage/bundle';
import type { Row } from '../../../storage/registry/definition';
import { byOwner } from '../../../storage/registry/ownership';
import { projectTables, type AnyProjectTable } from '../../../storage/registry/tables';
import type { FileLayouts } from '../file-layouts';
import type { FileParts } from '../file-parts';
import { parseUntrusted } from '../../../domain/hashing/json-numbers';
import { tableName } from '../manifest';
import { tampered } from '../zip/zip-reader';
import { isRow, readRecord } from './read-record';
import { jsonElements } from './json-elements';
import { weighJson } from './weigh-json';

/** A file with more records that do not hold is refused: nothing in it is worth the memory. */
const mostFaults = 10_000;

/** The projects of a file whose records hold, and what was left out because some do not. */
export interface ReadProjects {
  bundles: ProjectBundle[];
  leftOut: LeftOut[];
}

/** Every project whose records fit their schemas, with these records. Throws `project_file_newer`, `project_file_tampered`. */
export async function readBackupTables(parts: FileParts, layouts: FileLayouts): Promise<ReadProjects> {
  const faults = new Map<Row, Fault>();
  const byTable = new Map<string, Row[]>();
  for (const table of projectTables)
    if (layouts.versions.has(table.name))
      byTable.set(table.name, await readTable(table, parts, layouts, faults));
  const read: ReadProjects = { bundles: [], leftOut: [] };
  for (const project of byTable.get('projects') ?? []) {
    const own = byOwner(project, (table) => byTable.get(table.name) ?? []);
    const bad = [project, ...[...own.values()].flat()].flatMap((row) => takeFault(faults, row));
    if (bad.length === 0)
      read.bundles.push(bundleOf(project as unknown as Project, (table) => own.get(table) ?? []));
    else read.leftOut.push(...asLeftOut(nameOf(project), bad));
  }
  read.leftOut.push(...asLeftOut(null, [...faults.values()])); // whose records these are cannot be told
  return read;
}

/** Names what is left out by its first fault; nothing where there is none. */
export function asLeftOut(name: string | null, faults: readonly Fault[]): LeftOut[] {
  const [fault] = faults;
  return fault ? [{ name, fault, records: faults.length }] : [];
}

/** The records of a table. */
async function readTable(
  table: AnyProjectTable,
  parts: FileParts,
  layouts: FileLayouts,
  faults: Map<Row, Fault>,
): Promise<Row[]> {
  const name = tableName(table.name);
  const bytes = await parts.read(name);
  weighJson(bytes, name, parts.large);
  const rows: Row[] = [];
  const elements = jsonElements(bytes);
  for (let next = elements.next(); ; next = elements.next()) {
    if (next.done) {
      if (next.value) return rows;
      throw tampered(name);
    }
    rows.push(readOrMark(table, parseUntrusted(new TextDecoder().decode(next.value)), layouts, faults));
    const [first] = faults.values();
    if (first && faults.size > mostFaults) throw new HearthError(first.code, first.place, first.params);
    await letMessagesIn();
  }
}

/** The record; where it does not hold, what tells whose it is, with the reason in `faults`. */
function readOrMark(
  table: AnyProjectTable,
  written: unknown,
  layouts: FileLayouts,
  faults: Map<Row, Fault>,
): Row {
  try {
    return readRecord(table, written, layouts);
  } catch (thrown) {
    if (!(thrown instanceof HearthError)) throw thrown;
    const row: Row = {};
    if (isRow(written))
      for (const field of [table.key, table.owner?.field ?? 'name']) row[field] = written[field];
    faults.set(row, thrown.fault);
    return row;
  }
}

function takeFault(faults: Map<Row, Fault>, row: Row): Fault[] {
  const fault = faults.get(row);
  faults.delete(row);
  return fault ? [fault] : [];
}

function nameOf({ name, id }: Row): string | null {
  const said = [name, id].find((each) => typeof each === 'string' && each !== '') as string | undefined;
  return said?.slice(0, 120) ?? null;
}
