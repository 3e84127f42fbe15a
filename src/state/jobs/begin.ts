// What a person asks for: begun at once where no tab carries a job out, else put into the queue.
import { clients } from '../../client/workers/clients';
import type { JobRecord, JobRequest } from '../../contract/project/job-record';
import type { Recipe } from '../../contract/model/recipe';
import type { Run } from '../../contract/model/run';
import type { Budget, Study } from '../../contract/model/search/study';
import { placeText } from '../../i18n/words/job-words';
import { locale } from '../app/locale.svelte';
import { noticeProject } from '../app/notice-place';
import { notices } from '../app/notices.svelte';
import { m } from '../../i18n/paraglide/messages.js';
import { queuePanel } from '../app/palette.svelte';
import { draftOf, recipeForAll } from '../model/recipe-draft';
import type { OpenProject } from '../project/project.svelte';
import { carryOut, goOn, leadWith } from './carry-out';
import { jobs } from './jobs.svelte';
import { LiveJob } from './live-job.svelte';
import { queue } from './queue.svelte';

/** Trains a recipe of the open project; the baseline first, where its partition has none. */
export function train(open: OpenProject, recipe: Recipe): Promise<JobRecord | null> {
  return begin(open, new LiveJob(open.id, 'train'), async () => trainingOf(open, recipe));
}

/** Trains a recipe over its folds, one after another; those that were evaluated are not trained again. Ends where one is stopped. */
export async function crossValidate(open: OpenProject, recipe: Recipe): Promise<void> {
  const { crossValidation, foldOf, withFold } = await import('../../domain/choice/cross-validation');
  const { fold } = foldOf(recipe);
  if (!fold) return;
  const { count } = fold;
  const isDone = (held: number) =>
    crossValidation(open.view, fold, []).runs.some((each) => each.held === held);
  const folds = Array.from({ length: count }, (_, at) => at + 1).filter((held) => !isDone(held));
  await once(open, async () => {
    const first = async () => {
      try {
        for (const held of folds) {
          jobs.folds = { held, count };
          const ended = await startHere(open, new LiveJob(open.id, 'train'), async () =>
            trainingOf(open, withFold(recipe, held)),
          );
          if (ended?.status !== 'done') return;
        }
      } finally {
        jobs.folds = null;
      }
    };
    if (!waitsFirst() && (await leadWith(open.project.name, first))) return null;
    for (const held of folds) await enqueue(open, trainingOf(open, withFold(recipe, held)));
    return null;
  });
}

/** Goes on with a run that was paused or interrupted, on the backend that it began on. */
export function resume(open: OpenProject, run: Pick<Run, 'id' | 'role'>): Promise<JobRecord | null> {
  const live = new LiveJob(open.id, 'resume', run.role);
  return begin(open, live, async () => ({ kind: 'resume', projectId: open.id, runId: run.id }));
}

/** Runs every step that needs no answer; a recipe that nobody chose is searched for. */
export function runAllSteps(open: OpenProject): Promise<JobRecord | null> {
  return begin(open, new LiveJob(open.id, 'run-all'), async () => ({
    kind: 'run-all',
    projectId: open.id,
    ...(await recipeForAll(open)),
    backend: open.project.plan.backend,
    locale: locale.current,
  }));
}

/** Searches for a good model of the open project's target until the budget is used; `known`: the study that goes on, by its own plan. */
export function find(
  open: OpenProject,
  budget: Budget,
  known: Study | null = null,
): Promise<JobRecord | null> {
  return begin(open, new LiveJob(open.id, 'find'), async () => ({
    kind: 'find',
    projectId: open.id,
    recipe: known?.plan.candidates[0]?.recipe ?? (await draftOf(open)),
    backend: open.project.plan.backend,
    budget,
    studyId: known?.id ?? null,
  }));
}

function trainingOf({ id: projectId, project }: OpenProject, recipe: Recipe): JobRequest {
  return { kind: 'train', projectId, recipe, backend: project.plan.backend };
}

/** Gives the job's record when it ended; null where it waits in the queue, or could not begin (the person was told). */
function begin(
  open: OpenProject,
  live: LiveJob,
  requestOf: () => Promise<JobRequest>,
): Promise<JobRecord | null> {
  return once(open, async () => {
    const here: { ended: JobRecord | null } = { ended: null };
    const first = async () => {
      here.ended = await startHere(open, live, requestOf);
    };
    if (!waitsFirst() && (await leadWith(open.project.name, first))) return here.ended;
    await enqueue(open, await requestOf());
    return null;
  });
}

/** Something is carried out, or has waited for longer. */
function waitsFirst(): boolean {
  return jobs.isBusy || queue.next !== null;
}

/** A second press while the first is about to begin asks for nothing. */
async function once(open: OpenProject, work: () => Promise<JobRecord | null>): Promise<JobRecord | null> {
  if (jobs.isBeginning) return null;
  jobs.isBeginning = true;
  try {
    return await work();
  } catch (thrown) {
    notices.fail(thrown, noticeProject(open));
    return null;
  } finally {
    jobs.isBeginning = false;
  }
}

async function startHere(
  open: OpenProject,
  live: LiveJob,
  requestOf: () => Promise<JobRequest>,
): Promise<JobRecord | null> {
  jobs.isBeginning = false;
  live.project = noticeProject(open);
  const ended = await carryOut(live, async (options) =>
    clients.engine.call('startJob', await requestOf(), options),
  );
  await open.refresh().catch((thrown: unknown) => notices.fail(thrown, live.project));
  return ended;
}

async function enqueue(open: OpenProject, request: JobRequest): Promise<void> {
  const row = await queue.add(request);
  const text = row && placeText(row, queue.before(row), queue.count);
  const action = { label: m.queue_show(), run: () => (queuePanel.open = true) };
  if (text) notices.show(m.queue_added({ place: text }), 'good', action, noticeProject(open));
  void goOn();
}
