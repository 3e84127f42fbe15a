// Jobs that did not come to their end: which of them a person's request goes on with. Not for those that go on by themselves
// (pending-jobs.ts).
import type { JobRecord, JobRequest } from '../../contract/project/job-record';
import { canonicalJson } from '../../domain/hashing/canonical';
import { jobsOf, saveJob } from '../../storage/jobs';
import { liveJobIds } from './job-locks';

/** Whether a job can go on. */
export function isOpen({ status }: Pick<JobRecord, 'status'>): boolean {
  return status !== 'done' && status !== 'failed' && status !== 'cancelled';
}

/** The unfinished job that a request means, newest first; null where a new one is to begin. */
export async function openJobFor(request: JobRequest): Promise<JobRecord | null> {
  const live = await liveJobIds();
  const jobs = (await jobsOf(request.projectId)).filter((job) => isOpen(job) && !live.has(job.id)).reverse();
  if (request.kind === 'train') return null;
  if (request.kind === 'find')
    return jobs.find(({ made }) => request.studyId !== null && made.studyId === request.studyId) ?? null;
  if (request.kind === 'run-all') return jobs.find((job) => goesOn(job, request)) ?? null;
  const ofRun = jobs.filter(
    ({ request: earlier, made }) =>
      made.runId === request.runId ||
      made.baselineId === request.runId ||
      ('runId' in earlier && earlier.runId === request.runId),
  );
  // Who resumes a run of Run all wants that run: the steps after it are asked for again.
  const given = ofRun.filter(({ request: earlier }) => earlier.kind === 'run-all');
  for (const job of given) await saveJob({ ...job, status: 'cancelled', endedAt: Date.now() });
  return ofRun.find((job) => !given.includes(job) && includes(job, request)) ?? null;
}

/** The same Run all, interrupted by a crash or a closed tab rather than by a person, or paused while it searched. */
function goesOn({ status, stage, request: earlier }: JobRecord, request: JobRequest): boolean {
  const isOffered = status === 'interrupted' || status === 'running' || stage === 'search';
  return isOffered && canonicalJson(earlier) === canonicalJson(request);
}

/** A training goes further than a resumed run, and that further than a judgement. */
function includes({ request: earlier }: JobRecord, request: JobRequest): boolean {
  return request.kind === 'judge' || earlier.kind !== 'judge';
}
