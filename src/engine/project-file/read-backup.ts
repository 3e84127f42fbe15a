// The tables of a backup, as the projects that they make up. Records of another layout than this app's are not guessed at.
import { HearthError } from '../../contract/transport/fault';
import type { ProjectBundle } from '../../storage/bundle';
import { layoutVersion } from '../../storage/schema';
import type { FileParts } from './file-parts';
import { manifestName, tableName } from './manifest';
import { parseUntrusted, toBundle } from './records-json';
import { tampered } from './zip/zip-reader';

type Row = Record<string, unknown>;

const tables = [
  'datasets',
  'partitions',
  'runs',
  'judgements',
  'versions',
  'versionFacts',
  'promotions',
  'tasks',
  'reviews',
  'snapshots',
] as const satisfies (keyof ProjectBundle)[];

/** Every project with its records. Throws `project_file_newer` for a layout that this app does not know, `project_file_tampered`. */
export async function readBackupTables(parts: FileParts, layout: number): Promise<ProjectBundle[]> {
  if (layout > layoutVersion)
    throw new HearthError('project_file_newer', {}, { found: layout, known: layoutVersion });
  // There is no older layout yet: the change that makes one brings the way from it here.
  if (layout < layoutVersion) throw tampered(manifestName);
  const rows = async (table: string) => readRows(await parts.read(tableName(table)), table);
  const projects = await rows('projects');
  const checkpoints = await rows('checkpoints');
  const byTable = new Map<string, Row[]>();
  for (const table of tables) byTable.set(table, await rows(table));
  return projects.map((project) => {
    const own = Object.fromEntries(
      tables.map((table) => [
        table,
        (byTable.get(table) ?? []).filter(({ projectId }) => projectId === project['id']),
      ]),
    );
    const runs = new Set(own['runs']?.map(({ id }) => id));
    const bundle = toBundle({
      project,
      ...own,
      checkpoints: checkpoints.filter(({ runId }) => runs.has(runId)),
    });
    if (!bundle) throw tampered(tableName('projects'));
    return bundle;
  });
}

function readRows(bytes: Uint8Array, table: string): Row[] {
  const parsed = parseUntrusted(new TextDecoder('utf-8').decode(bytes));
  const isRow = (each: unknown): each is Row => typeof each === 'object' && each !== null;
  if (!Array.isArray(parsed) || !parsed.every(isRow)) throw tampered(tableName(table));
  return parsed;
}
