// All records of one project, read or committed as a whole: what a project file holds, and what a scenario starts from.
// Which tables there are, and what belongs to what, the registry says.
import type { ChunkRef } from '../contract/data/dataset';
import type { Project } from '../contract/project/project';
import { HearthError } from '../contract/transport/fault';
import { announce } from './store/changes';
import { verifyChunks, type Watch } from './chunks/chunks';
import { stored, type HearthDatabase } from './store/database';
import { adopt, type Pin } from './chunks/references';
import type { ByteKind, ProjectRecords, ProjectTableName, Row } from './registry/definition';
import { recordsOfProject } from './registry/project-records';
import { ownedTables, projectTables, type AnyProjectTable } from './registry/tables';

/** A table whose records belong to a project. */
export type OwnedTableName = Exclude<ProjectTableName, 'projects'>;

/** Everything that belongs to one project but its chunks: the project, and under each table's name its records. */
export type ProjectBundle = { project: Project } & { [T in OwnedTableName]: ProjectRecords[T][] };

/** A project with the records of some tables; the other tables are empty. */
export function bundleOf(
  project: Project,
  recordsOf: (table: OwnedTableName) => readonly Row[] = () => [],
): ProjectBundle {
  const entries = ownedTables.map(({ name }) => [name, recordsOf(name as OwnedTableName)] as const);
  return { project, ...Object.fromEntries(entries) } as ProjectBundle;
}

/** Records of the bundle in a table, the project's own among them. */
export function rowsOf(bundle: ProjectBundle, { name }: AnyProjectTable): Row[] {
  return name === 'projects' ? [bundle.project] : bundle[name];
}

/** A record that has chunks. */
export interface ChunkOwner {
  owner: string;
  kind: ByteKind;
  refs: ChunkRef[];
}

/** Owner of each record that has chunks, with these chunks. */
export function chunksByOwner(bundle: ProjectBundle): ChunkOwner[] {
  return projectTables.flatMap((table) => {
    const { chunks, key } = table;
    if (!chunks) return [];
    return rowsOf(bundle, table).map((record) => ({
      owner: `${chunks.owner}:${String(record[key])}`,
      kind: chunks.kind,
      refs: chunksOfRecord(chunks, record),
    }));
  });
}

/** A damaged record has no chunks that could be told. */
function chunksOfRecord(chunks: NonNullable<AnyProjectTable['chunks']>, record: Row): ChunkRef[] {
  try {
    return chunks.of(record).filter((ref: ChunkRef | undefined) => typeof ref?.sha256 === 'string');
  } catch {
    return [];
  }
}

/** Reads a project with everything that belongs to it, as it stood at one moment; its chunks may be gone a moment later, but while reading (chunks/reading.ts). */
export function readRecords(projectId: string): Promise<ProjectBundle> {
  return stored((db) => db.transaction('r', db.tables, async () => recordsOf(db, projectId)));
}

async function recordsOf(db: HearthDatabase, projectId: string): Promise<ProjectBundle> {
  const project = await db.projects.get(projectId);
  if (!project) throw new HearthError('not_found', { field: 'project' }, { id: projectId });
  const found = await recordsOfProject(db, projectId);
  return bundleOf(project, (table) => found.get(table) ?? []);
}

/** Whether any record of the bundle is in the store already, under the same key. */
export function isKnown(bundle: ProjectBundle): Promise<boolean> {
  return stored((db) =>
    db.transaction('r', db.tables, async () => {
      const counts = await Promise.all(
        projectTables.map((table) =>
          db
            .table(table.name)
            .where(table.key)
            .anyOf(rowsOf(bundle, table).map((record) => String(record[table.key])))
            .count(),
        ),
      );
      return counts.some((count) => count > 0);
    }),
  );
}

/** Reads all chunks back and hashes them, then stores every record in one transaction: all of the projects, or nothing. */
export async function commitBundles(
  bundles: readonly ProjectBundle[],
  pin: Pin,
  watch: Watch = {},
): Promise<void> {
  const owners = bundles.flatMap(chunksByOwner);
  const distinct = new Map(owners.flatMap(({ refs }) => refs.map((ref) => [ref.sha256, ref])));
  await verifyChunks([...distinct.values()], watch);
  await stored((db) =>
    db.transaction('rw', db.tables, async () => {
      for (const { owner, refs } of owners) await adopt(db, owner, refs, pin);
      for (const bundle of bundles)
        for (const table of projectTables) await db.table(table.name).bulkAdd(rowsOf(bundle, table));
    }),
  );
  for (const { project } of bundles) announce(project.id, 'projects', { ids: [project.id] });
}
