// Carries jobs out in this tab, one after another, for as long as any waits: one tab of a browser does at a time. The engine carries each of
// them out; the page starts, asks and watches. Not for asking for a job (begin.ts).
import { trainingReleased } from '../../client/tabs/training-lock';
import { whileWorking } from '../../client/tabs/work-lock';
import { clients } from '../../client/workers/clients';
import type { CallOptions } from '../../client/workers/worker-client';
import type { JobEvent, JobRecord, QueuedJob } from '../../contract/project/job-record';
import { fromFault } from '../../contract/transport/fault';
import { runFault } from '../../domain/run-fault';
import { jobName } from '../../i18n/words/job-words';
import { m } from '../../i18n/paraglide/messages.js';
import { notices } from '../app/notices.svelte';
import { route } from '../app/route.svelte';
import { device } from '../architecture/device.svelte';
import { leader } from '../tabs/leader.svelte';
import { jobs } from './jobs.svelte';
import { LiveJob } from './live-job.svelte';
import { continuePending } from './pending';
import { queue } from './queue.svelte';

/** One that a full disk or a closed store ended would be followed by all that wait: they keep their places. */
const endsTheQueue = ['storage_full', 'storage_closed', 'storage_outdated', 'storage_newer'];

/** What the last training took, where a measured device might have saved some of it. */
let secondsTrained = 0;

/** Carries a job out and watches it; gives its record as it ended, or null where it could not begin (the person was told). */
export async function carryOut(
  live: LiveJob,
  ask: (options: CallOptions<JobEvent>) => Promise<JobRecord>,
): Promise<JobRecord | null> {
  jobs.put(live);
  try {
    device.stopUnasked(); // nobody waits for a measurement that began by itself
    const ended = await ask({ onEvent: (event) => live.handle(event) });
    const fault = runFault(ended);
    if (fault && !live.isTold) notices.fail(fromFault(fault), live.project ?? undefined);
    return ended;
  } catch (thrown) {
    if (live.training) await trainingReleased(live.training.id);
    notices.fail(thrown, live.project ?? undefined);
    return null;
  } finally {
    jobs.put(null);
    live.settle();
    const trained = live.training?.run;
    // What trains without a backend says nothing of how much a measured device would save.
    if (trained && trained.backend !== null && trained.history.length > 0)
      secondsTrained = trained.secondsTrained;
  }
}

/** Leads the tabs for the first work, then for what waits. Resolves when the first is over: false where another tab leads. */
export function leadWith(projectName: string, first: () => Promise<void>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const work = async () => {
      await first();
      resolve(true);
      await carryOutWaiting();
    };
    void leader
      .lead(projectName, () => whileWorking(work))
      .then(
        (led) => {
          resolve(led);
          if (led) afterLeading();
        },
        (thrown: unknown) => {
          notices.fail(thrown, null);
          reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
        },
      );
  });
}

/** Carries out what waits, unless a tab leads; then what the app does by itself. */
export async function goOn(): Promise<void> {
  if (leader.projectName !== null || leader.elsewhere !== null) return;
  await queue.read();
  const { next } = queue;
  if (!next) await continuePending();
  else await leadWith(next.project, () => Promise.resolve());
}

async function carryOutWaiting(): Promise<void> {
  const refused = new Set<string>();
  for (;;) {
    await queue.read();
    const { next } = queue;
    if (!next || refused.has(next.job.id)) return;
    // A thread that was ended keeps its locks until it is gone, and a headless run in another tab trains too.
    while (!(await trainingReleased(null, 60_000)));
    const ended = await carryOutNext(next);
    if (!ended) refused.add(next.job.id);
    else if (ended.fault && endsTheQueue.includes(ended.fault.code)) return;
  }
}

async function carryOutNext({ job, project, run }: QueuedJob): Promise<JobRecord | null> {
  const { id, projectId, request } = job;
  const live = new LiveJob(projectId, request.kind, request.kind === 'resume' ? (run?.role ?? null) : null);
  live.project = { id: projectId, name: project };
  leader.projectName = project;
  const backend = 'backend' in request ? request.backend : null;
  const ended = await carryOut(live, (options) =>
    clients.engine.call('resumeJob', { jobId: id, inTurn: true, backend }, options),
  );
  if (ended?.status === 'done') {
    const action = { label: m.queue_open(), run: () => route.go(route.toStep(projectId, 'model')) };
    notices.show(m.queue_done({ job: jobName({ job, run }) }), 'good', action, live.project);
  }
  return ended;
}

function afterLeading(): void {
  // What came as the last job ended was not seen by who led.
  void queue.read().then(() => {
    if (queue.next) return goOn();
    device.measureInBackground(secondsTrained);
    secondsTrained = 0;
    return continuePending();
  });
}
