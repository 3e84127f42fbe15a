// Jobs: of this device, saved at every stage. They are not announced: whoever carries a job out tells of it.
import { HearthError } from '../contract/transport/fault';
import type { JobRecord } from '../contract/project/job-record';
import { stored } from './database';

const prefix = 'job:';

/** The job, or `not_found`. */
export async function getJob(id: string): Promise<JobRecord> {
  const found = await stored((db) => db.device.get(prefix + id));
  if (!found || !('job' in found)) throw new HearthError('not_found', { field: 'job' }, { id });
  return found.job;
}

/** Every job, oldest first. */
export async function allJobs(): Promise<JobRecord[]> {
  const found = await stored((db) => db.device.where('key').startsWith(prefix).toArray());
  return found.flatMap((each) => ('job' in each ? each.job : []));
}

/** Jobs of a project, oldest first. */
export async function jobsOf(projectId: string): Promise<JobRecord[]> {
  return (await allJobs()).filter((job) => job.projectId === projectId);
}

/** Keeps the job as it stands now. */
export async function saveJob(job: JobRecord): Promise<void> {
  await stored((db) => db.device.put({ key: `job:${job.id}`, job }));
}

export async function deleteJobs(ids: string[]): Promise<void> {
  await stored((db) => db.device.bulkDelete(ids.map((id) => prefix + id)));
}
