// A whole project as one file: manifest, records, and every chunk that they refer to.
import type { Job, Progress } from '../../contract/transport/job';
import { readRecords } from '../../storage/bundle';
import { getChunk } from '../../storage/chunks/chunks';
import { whileReading } from '../../storage/chunks/reading';
import { noteSaved } from '../../storage/saves';
import { writeProjectFile } from './write-project-file';

/** Packs the project as it stands now. `storage_damaged` where a chunk no longer hashes: a damaged copy helps nobody. */
export function exportProject(projectId: string, job: Job<Progress>): Promise<Blob> {
  return whileReading(async () => {
    const at = Date.now();
    const file = await writeProjectFile(await readRecords(projectId), getChunk, job);
    await noteSaved(projectId, at);
    return file;
  });
}
