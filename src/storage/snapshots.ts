// Snapshots of E: immutable, oldest first, one for each different state of a project.
import type { Snapshot } from '../contract/project/evaluation';
import { announce } from './changes';
import { stored } from './database';

/** Snapshots of a project, oldest first. */
export function snapshotsOf(projectId: string): Promise<Snapshot[]> {
  return stored((db) => db.snapshots.where('projectId').equals(projectId).sortBy('id'));
}

/** Keeps a snapshot unless the newest one says the same; returns the one that stands. */
export async function keepSnapshot(snapshot: Snapshot): Promise<Snapshot> {
  const standing = await stored((db) =>
    db.transaction('rw', db.snapshots, async () => {
      const newest = (await db.snapshots.where('projectId').equals(snapshot.projectId).sortBy('id')).at(-1);
      if (newest?.sha256 === snapshot.sha256) return newest;
      await db.snapshots.add(snapshot);
      return snapshot;
    }),
  );
  if (standing === snapshot) announce(snapshot.projectId, 'snapshots', { ids: [snapshot.id] });
  return standing;
}
