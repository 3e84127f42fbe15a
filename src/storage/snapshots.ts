// Snapshots of E: immutable, oldest first, one for each different state of a project.
import type { Snapshot } from '../contract/project/evaluation';
import { announce } from './store/changes';
import { withContentHash } from './registry/content-hash';
import { requireProject } from './registry/living';
import { stored, type HearthDatabase } from './store/database';
import { isAltered, isAlteredNow } from './record-hashes';
import { rowsIn } from './views/rows';

/** Snapshots of a project, oldest first. */
export function snapshotsOf(projectId: string): Promise<Snapshot[]> {
  return stored((db) => db.snapshots.where('projectId').equals(projectId).sortBy('id'));
}

/** The newest snapshot of a project that is as it was hashed, whole; null before the first. */
export async function newestSnapshot(projectId: string): Promise<Snapshot | null> {
  const points = await stored((db) => rowsIn(db, projectId, 'snapshots'));
  for (const point of points.reverse()) {
    const snapshot = point.altered ? undefined : await stored((db) => db.snapshots.get(point.id));
    if (snapshot && !(await isAltered(snapshot))) return snapshot;
  }
  return null;
}

/** The same inside a transaction. */
async function newestOf(db: HearthDatabase, projectId: string): Promise<Snapshot | null> {
  const points = await rowsIn(db, projectId, 'snapshots');
  for (const point of points.reverse()) {
    const snapshot = point.altered ? undefined : await db.snapshots.get(point.id);
    if (snapshot && !isAlteredNow(snapshot)) return snapshot;
  }
  return null;
}

/** Keeps a snapshot unless the newest one says the same; returns the one that stands. */
export async function keepSnapshot(snapshot: Snapshot): Promise<Snapshot> {
  const hashed = withContentHash(snapshot);
  const standing = await stored((db) =>
    db.transaction('rw', db.projects, db.snapshots, db.rows, async () => {
      await requireProject(db, snapshot.projectId);
      const newest = await newestOf(db, snapshot.projectId);
      if (newest?.sha256 === snapshot.sha256) return newest;
      await db.snapshots.add(hashed);
      return hashed;
    }),
  );
  if (standing === hashed) announce(snapshot.projectId, 'snapshots', { ids: [snapshot.id] });
  return standing;
}
