// Goes on, quietly, with what a crash or a closed tab left undone and needs nobody's answer: a run that trained is judged.
// Not for interrupted trainings: those are offered for resume.
import { clients } from '../../client/workers/clients';
import { aloneAmongTabs } from '../../client/tabs/tabs';
import { locksReleased } from '../../client/tabs/training-lock';
import { whileWorking } from '../../client/tabs/work-lock';
import type { JobRecord } from '../../contract/project/job-record';
import { jobLock } from '../../contract/project/view';
import { fromFault } from '../../contract/transport/fault';
import { runFault } from '../../domain/run-fault';
import { notices } from '../app/notices.svelte';
import { knownProject } from '../project/known-project';
import { leader } from '../tabs/leader.svelte';

/** Name of the Web Lock that the tab holds which goes on with pending jobs. */
const pendingLock = 'hearth-pending';
/** The thread of a page that was closed or reloaded keeps its locks until it is really gone. */
const goneWithinMs = 30_000;

/** No tab leads, as far as this one knows: whoever ends leading, or takes a leader's place, calls again. */
const isFree = () => leader.projectName === null && leader.elsewhere === null;

/** Carries pending jobs out, one after the other, for as long as no tab leads. */
export async function continuePending(): Promise<void> {
  try {
    await aloneAmongTabs(pendingLock, async () => {
      while (isFree()) {
        const { jobs, live } = await clients.data.call('pendingJobs', null);
        if (!(await carryOut(jobs)) || live.length === 0) return;
        if (!(await locksReleased(live.map(jobLock), goneWithinMs))) return;
      }
    });
  } catch (thrown) {
    notices.fail(thrown, null);
  }
}

/** Returns whether all were carried out. */
async function carryOut(jobs: readonly JobRecord[]): Promise<boolean> {
  for (const { id, projectId } of jobs) {
    if (!isFree()) return false;
    const call = () => clients.engine.call('resumeJob', { jobId: id, background: true });
    const job = await whileWorking(call);
    const fault = runFault(job);
    if (fault) notices.fail(fromFault(fault), knownProject(projectId));
    if (job.status === 'queued') return false; // it made room for what a person asked for
  }
  return true;
}
