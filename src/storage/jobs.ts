// Jobs: saved at every stage. They are not announced: whoever carries a job out tells of it.
import { HearthError } from '../contract/transport/fault';
import { jobPriority } from '../contract/project/job-priority';
import type { JobRecord } from '../contract/project/job-record';
import { jobLock } from '../contract/project/view';
import { isLiving } from './registry/living';
import { stored } from './store/database';

/** The job, or `not_found`. */
export async function getJob(id: string): Promise<JobRecord> {
  const job = await stored((db) => db.jobs.get(id));
  if (!job) throw new HearthError('not_found', { field: 'job' }, { id });
  return job;
}

/** Every job, oldest first. */
export function allJobs(): Promise<JobRecord[]> {
  return stored((db) => db.jobs.orderBy('id').toArray());
}

/** Jobs of a project, oldest first. */
export function jobsOf(projectId: string): Promise<JobRecord[]> {
  return stored((db) => db.jobs.where('projectId').equals(projectId).sortBy('id'));
}

/** Keeps the job as it stands now; one of a project that was deleted meanwhile needs no record. */
export async function saveJob(job: JobRecord): Promise<void> {
  await stored((db) =>
    db.transaction('rw', db.projects, db.jobs, async () => {
      if (await isLiving(db, job.projectId)) await db.jobs.put(job);
    }),
  );
}

/**
 * Reads every job and writes those that `change` gives, in one transaction: no other thread comes between. Gives what was written;
 * a job of a project that is gone is not.
 */
export function changeJobs(change: (jobs: JobRecord[]) => readonly JobRecord[]): Promise<JobRecord[]> {
  return stored((db) =>
    db.transaction('rw', db.projects, db.jobs, async () => {
      const written: JobRecord[] = [];
      for (const job of change(await db.jobs.orderBy('id').toArray())) {
        if (!(await isLiving(db, job.projectId))) continue;
        await db.jobs.put(job);
        written.push(job);
      }
      return written;
    }),
  );
}

/** The job's turn has come: told to be running, or null where it was held or cancelled meanwhile. Asked by who holds its lock. */
export async function takeTurn(id: string): Promise<JobRecord | null> {
  const [taken] = await changeJobs((jobs) =>
    jobs
      .filter((job) => job.id === id && (job.status === 'queued' || job.status === 'running'))
      .map((job) => ({ ...job, status: 'running' })),
  );
  return taken ?? null;
}

/** Throws `run_busy` where a thread carries out one of the jobs for a person. What goes on by itself in the background refuses nothing. */
export async function refuseWhileAsked(jobs: readonly JobRecord[]): Promise<void> {
  const { held = [] } = await navigator.locks.query();
  const names = new Set(held.map(({ name }) => name));
  const busy = jobs.find(({ id, priority }) => priority === jobPriority.person && names.has(jobLock(id)));
  if (busy) throw new HearthError('run_busy', {}, { job: busy.id });
}

/** Forgets jobs. */
export async function deleteJobs(ids: string[]): Promise<void> {
  await stored((db) => db.jobs.bulkDelete(ids));
}
