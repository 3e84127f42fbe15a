// The locks that a training holds, as the page sees them. A worker that is ended keeps its locks until its thread is really gone, and
// they fall free one by one.
import { runLock, trainingLock } from '../../contract/project/view';

/**
 * Resolves once no thread trains, so that a run that was cut off, which may be named, can be told from one that goes on; waits no
 * longer than told.
 */
export async function trainingReleased(runId: string | null = null, limitMs = 5_000): Promise<void> {
  const signal = AbortSignal.timeout(limitMs);
  try {
    for (const name of [trainingLock, ...(runId === null ? [] : [runLock(runId)])])
      await navigator.locks.request(name, { signal }, () => undefined);
  } catch (thrown) {
    if (!signal.aborted) throw thrown; // another tab trains: its lock is its own
  }
}
