// The lock that a training holds, as the page sees it. A worker that is ended keeps its locks until its thread is really gone.
import { trainingLock } from '../contract/view';

/** Resolves once no thread trains, so that a run that was cut off can be told from one that goes on; waits no longer than told. */
export async function trainingReleased(limitMs = 5_000): Promise<void> {
  const signal = AbortSignal.timeout(limitMs);
  try {
    await navigator.locks.request(trainingLock, { signal }, () => undefined);
  } catch (thrown) {
    if (!signal.aborted) throw thrown; // another tab trains: its lock is its own
  }
}
