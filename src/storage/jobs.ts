// Jobs: saved at every stage. They are not announced: whoever carries a job out tells of it.
import { HearthError } from '../contract/transport/fault';
import type { JobRecord } from '../contract/project/job-record';
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

/** Keeps the job as it stands now. */
export async function saveJob(job: JobRecord): Promise<void> {
  await stored((db) => db.jobs.put(job));
}

/** Forgets jobs. */
export async function deleteJobs(ids: string[]): Promise<void> {
  await stored((db) => db.jobs.bulkDelete(ids));
}
