// One training at a time in this browser profile, told to other tabs by Web Locks that die with their thread.
import { HearthError } from '../../contract/transport/fault';
import { runLock, trainingLock } from '../../contract/project/view';

/** Runs work while holding the training lock and the run's own. Throws `run_busy` where another thread holds either. */
export async function whileTraining<T>(runId: string, work: () => Promise<T>): Promise<T> {
  return withLock(trainingLock, () => withLock(runLock(runId), work));
}

/** Resolves once nothing trains in this browser profile. */
export async function trainingEnded(): Promise<void> {
  await navigator.locks.request(trainingLock, { mode: 'shared' }, () => undefined);
}

async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(name, { ifAvailable: true }, (lock) => {
    if (!lock) throw new HearthError('run_busy', {}, { lock: name });
    return work();
  });
}
