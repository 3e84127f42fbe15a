// The locks that a training holds, as the page sees them. A worker that is ended keeps its locks until its thread is really gone, and
// they fall free one by one.
import { runLock, trainingLock } from '../../contract/project/view';

/**
 * Resolves once no thread trains, so that a run that was cut off, which may be named, can be told from one that goes on; waits no
 * longer than told.
 */
export function trainingReleased(runId: string | null = null, limitMs = 5_000): Promise<boolean> {
  return locksReleased(trainingLocks(runId === null ? null : { id: runId }), limitMs);
}

/** Names of the locks that a thread holds while it trains, this run where it is known. */
export function trainingLocks(run: { id: string } | null): string[] {
  return [trainingLock, ...(run === null ? [] : [runLock(run.id)])];
}

/** Resolves with true once each of the locks was free; waits no longer than told. */
export async function locksReleased(names: readonly string[], limitMs: number): Promise<boolean> {
  const signal = AbortSignal.timeout(limitMs);
  try {
    for (const name of names) await navigator.locks.request(name, { signal }, () => undefined);
    return true;
  } catch (thrown) {
    if (!signal.aborted) throw thrown; // another tab works: its lock is its own
    return false;
  }
}
