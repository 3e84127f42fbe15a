// Dataset versions and the partitions of their rows. A version is never edited: a new reading makes a new one.
import type { DatasetVersion, Partition } from '../contract/data/dataset';
import type { Project } from '../contract/project/project';
import { HearthError } from '../contract/transport/fault';
import { announce } from './store/changes';
import { verifyChunks, type Watch } from './chunks/chunks';
import { stored } from './store/database';
import { adopt, threadPin, type Pin } from './chunks/references';
import { getProjectRecord, putRevision } from './projects';
import { sealedContent, withContentHash, withNextHash } from './registry/content-hash';
import { requireProject } from './registry/living';
import { chunkOwner, chunksOf } from './registry/tables';

/** The dataset version, or `not_found`. */
export async function getDataset(id: string): Promise<DatasetVersion> {
  const dataset = await stored((db) => db.datasets.get(id));
  if (!dataset) throw new HearthError('not_found', { field: 'dataset' }, { id });
  return dataset;
}

/** Every version of a project's data, oldest first. */
export function datasetsOf(projectId: string): Promise<DatasetVersion[]> {
  return stored((db) => db.datasets.where('projectId').equals(projectId).sortBy('id'));
}

/** The dataset version, if it is there. */
export function findDataset(id: string): Promise<DatasetVersion | undefined> {
  return stored((db) => db.datasets.get(id));
}

/** Id of the newest version of a project's data, or null; no record is read. */
export async function newestDatasetId(projectId: string): Promise<string | null> {
  const ids = await stored((db) => db.datasets.where('projectId').equals(projectId).primaryKeys());
  return ids.sort().at(-1) ?? null;
}

/**
 * Reads the version's chunks back, hashes them, then makes it known and the project follow it, in one transaction: a tab that is killed
 * leaves both or neither. `isChecked`: each of them was read back as soon as it was written. `follow` makes the project that points to it from the one that stands, again where someone wrote it meanwhile.
 */
export async function commitDataset(
  dataset: DatasetVersion,
  follow: (project: Project) => Promise<Project>,
  pin?: Pin,
  watch: Watch & { isChecked?: boolean } = {},
): Promise<void> {
  const refs = chunksOf('datasets', dataset);
  if (!watch.isChecked) await verifyChunks(refs, watch);
  const owner = pin ?? (await threadPin());
  const sealed = await sealedContent(dataset);
  for (let written = false; !written;) {
    const next = await follow(await getProjectRecord(dataset.projectId));
    written = await stored((db) =>
      db.transaction('rw', db.projects, db.datasets, db.chunks, db.references, async () => {
        if (!(await putRevision(db, next))) return false;
        await adopt(db, chunkOwner('datasets', dataset.id), refs, owner);
        await db.datasets.add(sealed);
        return true;
      }),
    );
  }
  announce(dataset.projectId, 'datasets', { ids: [dataset.id] });
  announce(dataset.projectId, 'projects', { ids: [dataset.projectId] });
}

/** What is kept of the file that a version was read from, once the version is there; its rows and its name stay as they are. */
export type FromFile = Pick<DatasetVersion, 'original' | 'written'>;

/** Adds it to the version, which may be gone by now. */
export async function keepFromFile(
  id: string,
  more: (known: DatasetVersion) => FromFile,
  pin: Pin,
): Promise<void> {
  const known = await findDataset(id);
  if (!known) return;
  const refs = chunksOf('datasets', { ...known, groups: [], ...more(known) });
  await verifyChunks(refs);
  await stored((db) =>
    db.transaction('rw', db.datasets, db.chunks, db.references, async () => {
      const dataset = await db.datasets.get(id);
      if (!dataset) return;
      await adopt(db, chunkOwner('datasets', id), refs, pin);
      await db.datasets.put(withNextHash(dataset, { ...dataset, ...more(dataset) }));
    }),
  );
  announce(known.projectId, 'datasets', { ids: [id] });
}

/** The project's partition of that name, if it was made before. */
export function findPartition(projectId: string, sha256: string): Promise<Partition | undefined> {
  return stored((db) => db.partitions.where('[projectId+sha256]').equals([projectId, sha256]).first());
}

/** The project's partition of that name, or `not_found`. */
export async function getPartition(projectId: string, sha256: string): Promise<Partition> {
  const partition = await findPartition(projectId, sha256);
  if (!partition) throw new HearthError('not_found', { field: 'partition' }, { id: sha256 });
  return partition;
}

/** Adds to a partition what was not measured when it was made; its rows are divided as before. */
export async function completeQuality(
  { id, projectId }: Partition,
  quality: Partition['quality'],
): Promise<void> {
  await stored((db) =>
    db.transaction('rw', db.partitions, async () => {
      const known = await db.partitions.get(id);
      if (known) await db.partitions.put(withNextHash(known, { ...known, quality }));
    }),
  );
  announce(projectId, 'partitions', { ids: [id] });
}

/** Makes a partition known; its assignment chunk must be stored. */
export async function commitPartition(partition: Partition, pin?: Pin): Promise<void> {
  const refs = chunksOf('partitions', partition);
  await verifyChunks(refs);
  const owner = pin ?? (await threadPin());
  await stored((db) =>
    db.transaction('rw', db.projects, db.partitions, db.chunks, db.references, async () => {
      await requireProject(db, partition.projectId);
      await adopt(db, chunkOwner('partitions', partition.id), refs, owner);
      await db.partitions.add(withContentHash(partition));
    }),
  );
  announce(partition.projectId, 'partitions', { ids: [partition.id] });
}
