// When each project was last saved as a file from this device. Of the device, not of the project: it does not travel with its file.
import { announce } from './store/changes';
import { isLiving } from './registry/living';
import { stored } from './store/database';
import { isFull } from './store/faults';

const keyOf = (projectId: string) => `saved:${projectId}` as const;

/** Remembers that a project was written to a file as it stood at a moment. On a full disk that is forgotten: the file is what counts. */
export async function noteSaved(projectId: string, at: number): Promise<void> {
  try {
    await stored((db) =>
      db.transaction('rw', db.projects, db.device, async () => {
        if (await isLiving(db, projectId)) await db.device.put({ key: keyOf(projectId), at });
      }),
    );
  } catch (thrown) {
    if (!isFull(thrown)) throw thrown;
    return;
  }
  announce(projectId, 'device', { ids: [keyOf(projectId)] });
}

/** When a project was last saved as a file, or null. */
export async function savedAt(projectId: string): Promise<number | null> {
  const kept = await stored((db) => db.device.get(keyOf(projectId)));
  return kept && 'at' in kept ? kept.at : null;
}

/** The same for each of several projects. */
export async function savedTimes(projectIds: readonly string[]): Promise<(number | null)[]> {
  const kept = await stored((db) => db.device.bulkGet(projectIds.map(keyOf)));
  return kept.map((each) => (each && 'at' in each ? each.at : null));
}
