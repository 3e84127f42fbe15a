// A good model is searched for: a new study, or the one that this job began before. Of Run all the best is what the next stages train.
import type { Study, StudyPlan } from '../../../contract/model/search/study';
import type { TrainControl } from '../../../model/net/training/train-types';
import { chosenFinalist } from '../../../domain/study/level';
import { getDataset } from '../../../storage/datasets';
import { newId } from '../../../storage/store/ids';
import { createStudy, findStudy, trialsOf } from '../../../storage/studies';
import { partitionOfRecipe } from '../../dataset/split/prepare-partition';
import { blendTrials } from '../../studies/blend-trials';
import { rankFinalists } from '../../studies/rank-finalists';
import { planShort, planStudy } from '../../studies/plan-study';
import { StudyRows } from '../../studies/study-rows';
import { Search, type StudyEvent } from '../../studies/search';
import { threadLane } from '../../studies/lane';
import { workerLane } from '../../studies/worker-lane';
import { progressOf, type StageContext, type StageWork } from '../stage-context';

export const searchStage: StageWork = async (context) => {
  const { request, made } = context.record;
  if (request.kind !== 'find' && request.kind !== 'run-all') return null;
  if (request.kind === 'run-all' && !request.search) return null;
  const id = made.studyId ?? (request.kind === 'find' ? request.studyId : null) ?? newId();
  const study = (await findStudy(id)) ?? (await beginStudy(context, id));
  if (!study) return null; // the recipe is trained as it is
  await context.made({ studyId: id });
  // What was found becomes runs: that is of the next stages.
  if (study.phase === 'finish' || study.phase === 'done') return noteBest(context, study);
  const control: TrainControl = { intent: 'go' };
  const { signal } = context.job;
  const end = () => (control.intent = 'pause');
  signal.addEventListener('abort', end);
  context.control.searching = control;
  try {
    return await searchOn(context, study, control);
  } finally {
    context.control.searching = null;
    signal.removeEventListener('abort', end);
  }
};

async function searchOn(
  context: StageContext,
  { fault: _, ...known }: Study,
  control: TrainControl,
): ReturnType<StageWork> {
  const { candidates } = known.plan;
  const { recipe } = candidates[0]!;
  const { signal, emit } = context.job;
  const { startLane } = context.session;
  const subject = { projectId: known.projectId, recipe, plan: known.plan };
  const threads = Math.min(known.plan.lanes, navigator.hardwareConcurrency ?? 1);
  const lanes = startLane
    ? Array.from({ length: threads }, () => workerLane(startLane, subject))
    : [threadLane(subject, signal)];
  const job = { signal, emit: (event: StudyEvent) => emit({ kind: 'study', ...event }) };
  const begun: Study = { ...known, fault: null, status: 'running', endedAt: null };
  const search = new Search(begun, await trialsOf(known.id), { lanes, control, job });
  try {
    await search.run();
  } finally {
    for (const lane of lanes) lane.end();
  }
  const isCut = control.intent === 'pause' || context.control.asked === 'cancel';
  if (isCut) {
    const isCancelled = context.control.asked === 'cancel';
    await search.enter(search.study.phase, {
      status: isCancelled ? 'stopped' : 'paused',
      endedAt: Date.now(),
    });
    return { status: isCancelled ? 'cancelled' : 'paused', fault: null };
  }
  await search.enter('ensemble');
  const rows = await StudyRows.open(known.projectId, recipe, known.plan, signal);
  const blended = await blendTrials(search.study, search.trials, rows);
  const finalists = rankFinalists(search.study, search.trials, blended);
  if (finalists.length === 0) {
    const fault = search.trials.find((trial) => trial.fault)?.fault ?? null;
    await search.enter('done', { status: 'failed', fault, endedAt: Date.now() });
    // Run all trains its recipe then, which says by itself what is wrong.
    return context.record.request.kind === 'find' ? { status: 'failed', fault } : null;
  }
  const { score: baselineScore = null } = search.trials.find(({ candidate }) => candidate === 0) ?? {};
  if (context.record.request.kind === 'find') {
    await search.enter('finish', { finalists, baselineScore });
    return null;
  }
  const chosen = chosenFinalist(known.plan, finalists);
  await search.enter('done', {
    // The id first: a run that a crash cuts off is found again.
    finalists: finalists.map((each) => (each === chosen ? { ...each, runId: newId() } : each)),
    baselineScore,
    status: 'done',
    endedAt: Date.now(),
  });
  return noteBest(context, search.study);
}

/** Run all goes on with what its search chose. */
async function noteBest(context: StageContext, { finalists }: Study): ReturnType<StageWork> {
  const runId = finalists.find((each) => each.runId !== null)?.runId ?? null;
  if (context.record.request.kind === 'run-all' && runId !== null) await context.made({ runId });
  return null;
}

/** A new study; null where Run all has nothing to search for. */
async function beginStudy(context: StageContext, id: string): Promise<Study | null> {
  const { request } = context.record;
  if (!('recipe' in request)) return null;
  const { projectId, recipe } = request;
  const dataset = await getDataset(recipe.dataset.id);
  const { sha256, counts } = await partitionOfRecipe(projectId, recipe, progressOf(context, 'search'));
  const input = { recipe, dataset, counts };
  const plan: StudyPlan | null =
    request.kind === 'find' ? planStudy({ ...input, budget: request.budget }) : planShort(input);
  if (!plan) return null;
  await context.made({ studyId: id });
  return createStudy({
    id,
    projectId,
    datasetSha256: dataset.sha256,
    partitionSha256: sha256,
    appVersion: __APP_VERSION__,
    plan,
    phase: 'families',
    phases: {},
    status: 'running',
    secondsUsed: 0,
    finalists: [],
    baselineScore: null,
    fault: null,
    startedAt: Date.now(),
    endedAt: null,
  });
}
