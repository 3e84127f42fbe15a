// The queue of jobs, as records: who comes in, in which order they stand, who leaves. Not for carrying them out (run-job.ts): a tab
// takes one after another (state/jobs/carry-out.ts). Records only, no tensors.
import { jobPriority } from '../../contract/project/job-priority';
import type { JobRecord, JobRequest, QueueChange, QueuedJob } from '../../contract/project/job-record';
import { isWaiting, moved, placeAtEnd, waitingJobs } from '../../domain/jobs/job-queue';
import { allJobs, changeJobs } from '../../storage/jobs';
import { allProjects } from '../../storage/projects';
import { findRuns } from '../../storage/runs';
import { liveJobIds } from './job-locks';
import { newJob } from './new-job';
import { isOpen, openJobFor } from './open-jobs';

/** Unfinished jobs of all projects: those under way, those that wait in their order, then what the app does by itself. */
export async function jobQueue(): Promise<QueuedJob[]> {
  const jobs = await openJobs();
  const names = new Map((await allProjects()).map(({ id, name }) => [id, name]));
  const running = jobs.filter(({ status }) => status === 'running');
  const waiting = waitingJobs(jobs).filter(isListed);
  const byItself = jobs.filter(
    ({ priority, status }) => priority === jobPriority.background && status === 'queued',
  );
  const listed = [...running, ...waiting, ...byItself].filter(({ projectId }) => names.has(projectId));
  const runs = await findRuns(listed.map(runOf).filter((id) => id !== null));
  return listed.map((job) => {
    const run = runs.find(({ id }) => id === runOf(job));
    return {
      job,
      project: names.get(job.projectId) ?? '',
      run: run ? { id: run.id, number: run.number, role: run.role } : null,
    };
  });
}

/** Puts a job at the end of the queue; one that asks for what an unfinished job began is that job, at the place it had. */
export async function queueJob(request: JobRequest): Promise<JobRecord> {
  const job = (await openJobFor(request)) ?? newJob(request);
  const [queued] = await changeJobs((jobs) => {
    const known = jobs.find(({ id }) => id === job.id);
    const order = known?.order ?? placeAtEnd(jobs, Date.now());
    return [{ ...(known ?? job), priority: jobPriority.person, status: 'queued', order, fault: null }];
  });
  return queued ?? { ...job, status: 'cancelled' };
}

/** Changes a job that waits; null where it began or ended meanwhile, or has no neighbour to change places with. */
export async function changeQueue(request: {
  jobId: string;
  change: QueueChange;
}): Promise<JobRecord | null> {
  const { jobId, change } = request;
  const written = await changeJobs((jobs) => {
    const job = jobs.find((each) => each.id === jobId && isWaiting(each));
    if (!job) return [];
    if (change === 'cancel') return [{ ...job, status: 'cancelled', endedAt: Date.now() }];
    if (change === 'up') return moved(jobs.filter(isListed), jobId, -1);
    if (change === 'down') return moved(jobs.filter(isListed), jobId, 1);
    return [{ ...job, status: change === 'hold' ? 'paused' : 'queued' }];
  });
  return written.find(({ id }) => id === jobId) ?? null;
}

/** An older app gave paused jobs no place: they are offered where their run is listed, and wait for nothing. */
function isListed({ status, order }: JobRecord): boolean {
  return status === 'queued' || order !== undefined;
}

/** Jobs that are not over; those whose thread is gone are marked as cut off. */
async function openJobs(): Promise<JobRecord[]> {
  const jobs = (await allJobs()).filter(isOpen);
  const live = await liveJobIds();
  const gone = new Set(
    jobs.filter(({ id, status }) => status === 'running' && !live.has(id)).map(({ id }) => id),
  );
  if (gone.size === 0) return jobs;
  // One that ended meanwhile has said so before it gave up its lock.
  await changeJobs((now) =>
    now
      .filter(({ id, status }) => gone.has(id) && status === 'running')
      .map((job) => ({ ...job, status: 'interrupted' })),
  );
  return (await allJobs()).filter(isOpen);
}

/** The run that a job is about. */
function runOf({ request, made }: JobRecord): string | null {
  return 'runId' in request ? request.runId : made.runId;
}
