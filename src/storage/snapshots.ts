// Snapshots of E: immutable, oldest first, one for each different state of a project.
import type { Snapshot } from '../contract/project/evaluation';
import { announce } from './store/changes';
import { requireProject } from './registry/living';
import { stored, type HearthDatabase } from './store/database';
import { newestRow } from './views/rows';

/** Snapshots of a project, oldest first. */
export function snapshotsOf(projectId: string): Promise<Snapshot[]> {
  return stored((db) => db.snapshots.where('projectId').equals(projectId).sortBy('id'));
}

/** The newest snapshot of a project, whole; null before the first. */
export function newestSnapshot(projectId: string): Promise<Snapshot | null> {
  return stored((db) => newestOf(db, projectId));
}

async function newestOf(db: HearthDatabase, projectId: string): Promise<Snapshot | null> {
  const point = await newestRow(db, projectId, 'snapshots');
  return (point && (await db.snapshots.get(point.id))) ?? null;
}

/** Keeps a snapshot unless the newest one says the same; returns the one that stands. */
export async function keepSnapshot(snapshot: Snapshot): Promise<Snapshot> {
  const standing = await stored((db) =>
    db.transaction('rw', db.projects, db.snapshots, db.rows, async () => {
      await requireProject(db, snapshot.projectId);
      const newest = await newestOf(db, snapshot.projectId);
      if (newest?.sha256 === snapshot.sha256) return newest;
      await db.snapshots.add(snapshot);
      return snapshot;
    }),
  );
  if (standing === snapshot) announce(snapshot.projectId, 'snapshots', { ids: [snapshot.id] });
  return standing;
}
