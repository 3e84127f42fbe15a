// The order of jobs that wait for their turn. Not for carrying them out, nor for what the app does by itself.
import { jobPriority } from '../../contract/project/job-priority';
import type { JobRecord } from '../../contract/project/job-record';

type Placed = Pick<JobRecord, 'id' | 'priority' | 'status' | 'order' | 'createdAt'>;

const placeOf = ({ order, createdAt }: Placed) => order ?? createdAt;
const byPlace = (a: Placed, b: Placed) => placeOf(a) - placeOf(b) || (a.id < b.id ? -1 : 1);

/** Waits, held or not: begins, or goes on, when its turn comes or a person lets it. */
export function isWaiting({ priority, status }: Placed): boolean {
  return (
    priority === jobPriority.person &&
    (status === 'queued' || status === 'paused' || status === 'interrupted')
  );
}

/** The jobs that wait, in their order. */
export function waitingJobs<Job extends Placed>(jobs: readonly Job[]): Job[] {
  return jobs.filter((job) => isWaiting(job)).sort(byPlace);
}

/** The job whose turn comes next; null where none waits, or all that do are held. */
export function nextInQueue<Job extends Placed>(jobs: readonly Job[]): Job | null {
  return waitingJobs(jobs).find(({ status }) => status === 'queued') ?? null;
}

/** The place at the end of the queue, behind whatever waits. */
export function placeAtEnd(jobs: readonly Placed[], now: number): number {
  return jobs.reduce((last, job) => (isWaiting(job) ? Math.max(last, placeOf(job) + 1) : last), now);
}

/** The two jobs that change places when one moves up (-1) or down (1), with their new places; none at an end of the queue. */
export function moved<Job extends Placed>(jobs: readonly Job[], id: string, by: -1 | 1): Job[] {
  const waiting = waitingJobs(jobs);
  const at = waiting.findIndex((job) => job.id === id);
  const [job, other] = [waiting[at], waiting[at + by]];
  if (!job || !other) return [];
  const [mine, its] = [placeOf(job), placeOf(other)];
  // Two that began in the same millisecond stand apart by their ids alone.
  const apart = mine === its ? by / 2 : 0;
  return [
    { ...job, order: its + apart },
    { ...other, order: mine },
  ];
}
