// What was left undone by a crash or a closed tab and needs nobody's answer: jobs whose trainings are behind, and runs that nobody
// judged. An interrupted training is not among them: it is offered for resume. Records only, no tensors.
import { jobPriority } from '../../contract/project/job-priority';
import type { JobRecord, PendingJobs } from '../../contract/project/job-record';
import { allProjects } from '../../storage/projects';
import { allJobs, deleteJobs, saveJob } from '../../storage/jobs';
import { unjudgedRuns } from '../../storage/judgements';
import { liveJobIds } from './job-locks';
import { newJob } from './new-job';
import { isOpen } from './open-jobs';

/** Ended jobs that are kept of each project, newest first. */
const keptJobs = 20;

/** The jobs to go on with, oldest first; marks those whose thread is gone, and begins one for each run without a judgement. */
export async function pendingJobs(): Promise<PendingJobs> {
  const [live, projects, unjudged] = [await liveJobIds(), await allProjects(), await unjudgedRuns()];
  const jobs = await tidied((await allJobs()).filter(isWhole), new Set(projects.map(({ id }) => id)));
  // What a thread works on now is its own; it may be about to judge.
  const busy = new Set(jobs.filter(({ id }) => live.has(id)).map(({ projectId }) => projectId));
  const idle = jobs.filter(({ projectId }) => !busy.has(projectId));
  const marked: JobRecord[] = [];
  for (const job of idle.filter(isOpen)) marked.push(await markIfGone(job));
  const trained = new Set(unjudged.map(({ id }) => id));
  const pending = marked.filter((job) => needsNoTraining(job, trained));
  const known = new Set(
    [...pending, ...idle.filter(({ status }) => status === 'failed')].flatMap((job) => runsOf(job)),
  );
  for (const { id, projectId } of unjudged) {
    if (busy.has(projectId) || known.has(id)) continue;
    const job = newJob({ kind: 'judge', projectId, runId: id }, jobPriority.background);
    await saveJob(job);
    pending.push(job);
  }
  return { jobs: pending, live: [...live] };
}

/** A damaged record of a job keeps no other from going on. */
function isWhole(job: JobRecord): boolean {
  const { request, made, done }: { request: unknown; made: unknown; done: unknown } = job;
  return [request, made].every((each) => typeof each === 'object' && each !== null) && Array.isArray(done);
}

/** A judgement comes after the training in every kind of job: what has come so far, or has its weights to judge, trains no more. */
function needsNoTraining({ request, made, done }: JobRecord, trained: ReadonlySet<string>): boolean {
  if (request.kind === 'judge' || done.includes('train')) return true;
  const runId = request.kind === 'resume' ? request.runId : made.runId;
  return runId !== null && trained.has(runId);
}

/** The runs that a job is about. */
function runsOf({ request, made }: JobRecord): string[] {
  const named = 'runId' in request ? [request.runId] : [];
  return [...named, made.runId, made.baselineId].filter((id) => id !== null);
}

async function markIfGone(job: JobRecord): Promise<JobRecord> {
  if (job.status !== 'running') return job;
  const marked: JobRecord = { ...job, status: 'interrupted' };
  await saveJob(marked);
  return marked;
}

/** Without those of projects that are gone, and the oldest of those that ended. A failed judgement stays: it is not tried at every start. */
async function tidied(jobs: JobRecord[], projectIds: ReadonlySet<string>): Promise<JobRecord[]> {
  const counts = new Map<string, number>();
  const gone: string[] = [];
  for (const { id, projectId, status } of jobs.toReversed()) {
    const ended = status === 'done' || status === 'cancelled';
    const count = (counts.get(projectId) ?? 0) + (ended ? 1 : 0);
    counts.set(projectId, count);
    if (!projectIds.has(projectId) || (ended && count > keptJobs)) gone.push(id);
  }
  if (gone.length > 0) await deleteJobs(gone);
  return jobs.filter(({ id }) => !gone.includes(id));
}
