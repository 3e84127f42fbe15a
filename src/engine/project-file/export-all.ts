// Everything of this origin as one file: the projects that this app knows, or, of a newer app's store, whatever lies there.
import type { Job, Progress } from '../../contract/transport/job';
import { chunksByOwner, readRecords, rowsOf, type ProjectBundle } from '../../storage/bundle';
import { getChunk } from '../../storage/chunks/chunks';
import { whileReading } from '../../storage/chunks/reading';
import { allProjects } from '../../storage/projects';
import { openRawStore } from '../../storage/chunks/raw-store';
import { noteSaved } from '../../storage/saves';
import { projectTables } from '../../storage/registry/tables';
import { layoutVersion } from '../../storage/store/schema';
import { currentVersions } from './file-layouts';
import { writeBackup } from './write-backup';

/** A backup of all projects. `storage_damaged` where a chunk no longer hashes: a damaged copy helps nobody. */
export function exportAll(job: Job<Progress>): Promise<Blob> {
  return whileReading(async () => {
    const at = Date.now();
    const bundles: ProjectBundle[] = [];
    for (const { id } of await allProjects()) bundles.push(await readRecords(id));
    const refs = bundles.flatMap((bundle) => chunksByOwner(bundle).flatMap((owner) => owner.refs));
    const chunks = [...new Map(refs.map((ref) => [ref.sha256, ref])).values()];
    const blob = await writeBackup(
      {
        layout: layoutVersion,
        versions: currentVersions(),
        tables: projectTables.map((table) => ({
          name: table.name,
          rows: bundles.flatMap((bundle) => rowsOf(bundle, table)),
        })),
        chunks,
        read: getChunk,
        total: chunks.reduce((sum, { bytes }) => sum + bytes, 0),
        unit: 'bytes',
      },
      job,
    );
    for (const { project } of bundles) await noteSaved(project.id, at);
    return blob;
  });
}

/** A copy of a store that this app must not touch, record by record, for an app that knows it. */
export async function rescueStore(job: Job<Progress>): Promise<Blob> {
  const raw = await openRawStore();
  try {
    const total = raw.tables.reduce((sum, { count }) => sum + count, 0);
    const read = () => Promise.reject(new Error('rows carry their own bytes'));
    return await writeBackup(
      { layout: raw.layout, tables: raw.tables, chunks: [], read, total, unit: 'items' },
      job,
    );
  } finally {
    raw.close();
  }
}
