// Goes on, quietly, with what a crash or a closed tab left undone and needs nobody's answer: a run that trained is judged.
// Not for interrupted trainings: those are offered for resume.
import { clients } from '../../client/workers/clients';
import { aloneAmongTabs } from '../../client/tabs/tabs';
import { whileWorking } from '../../client/tabs/work-lock';
import type { JobRecord } from '../../contract/project/job-record';
import { fromFault } from '../../contract/transport/fault';
import { runFault } from '../../domain/run-fault';
import { notices } from '../app/notices.svelte';
import { leader } from '../tabs/leader.svelte';

/** Name of the Web Lock that the tab holds which goes on with pending jobs. */
const pendingLock = 'hearth-pending';

/** Carries pending jobs out, one after the other, for as long as no tab leads: whoever ends leading calls again. */
export async function continuePending(): Promise<void> {
  const isFree = () => leader.projectName === null && leader.elsewhere === null;
  try {
    await aloneAmongTabs(pendingLock, async () => {
      if (!isFree()) return;
      for (const { id } of await clients.data.call('pendingJobs', null)) {
        if (!isFree()) return;
        const call = () => clients.engine.call('resumeJob', { jobId: id, background: true });
        if (tellFault(await whileWorking(call)).status === 'queued') return;
      }
    });
  } catch (thrown) {
    notices.fail(thrown);
  }
}

function tellFault(job: JobRecord): JobRecord {
  const fault = runFault(job);
  if (fault) notices.fail(fromFault(fault));
  return job;
}
