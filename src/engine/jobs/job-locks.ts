// Which jobs are carried out, in any thread of this browser profile: told by Web Locks, which die with their thread.
import { HearthError } from '../../contract/transport/fault';
import { jobLock } from '../../contract/project/view';

const prefix = jobLock('');

/** Carries a job out while holding its lock. Throws `run_busy` where another thread does. */
export async function whileCarryingOut<T>(jobId: string, work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(jobLock(jobId), { ifAvailable: true }, (lock) => {
    if (!lock) throw new HearthError('run_busy', {}, { job: jobId });
    return work();
  });
}

/** Ids of the jobs that some thread carries out now. */
export async function liveJobIds(): Promise<Set<string>> {
  const { held = [] } = await navigator.locks.query();
  return new Set(held.flatMap(({ name = '' }) => (name.startsWith(prefix) ? name.slice(prefix.length) : [])));
}
