// Why the browser closed the store: its data were cleared, the disk is full, or it does not say.
import type { StoreState } from '../../contract/transport/store-state';
import { wasFullLately } from './faults';

/** Below so many bytes that the browser would still grant, a disk counts as full. */
const littleLeft = 16 * 1024 * 1024;
/** The browser closes the store first and deletes it then. */
const deletedWithinMs = 1500;
const stepMs = 100;
/** Asked while it deletes it, the browser may never answer. */
const answerMs = 400;

/** What became of the database of this name, once it was closed and not by us. */
export async function whyClosed(name: string): Promise<Extract<StoreState, 'cleared' | 'full' | 'closed'>> {
  const startedAt = performance.now();
  let there: boolean | null = null;
  while (performance.now() - startedAt < deletedWithinMs) {
    await new Promise((resolve) => setTimeout(resolve, stepMs));
    there = await isThere(name);
    if (there === false) return 'cleared';
  }
  // A write that fails as the store is closing says so only then: what is counted says it too.
  if (wasFullLately() || (there && (await roomLeft()) < littleLeft)) return 'full';
  return there ? 'closed' : 'cleared';
}

/** Whether its data are still on the disk; null where the browser does not say. */
async function isThere(name: string): Promise<boolean | null> {
  const unanswered = new Promise<null>((resolve) => setTimeout(() => resolve(null), answerMs));
  const asked = indexedDB.databases().then(
    (all) => all.some((database) => database.name === name),
    () => null,
  );
  return Promise.race([asked, unanswered]);
}

async function roomLeft(): Promise<number> {
  try {
    const { quota = Infinity, usage = 0 } = await navigator.storage.estimate();
    return quota - usage;
  } catch {
    return Infinity;
  }
}
