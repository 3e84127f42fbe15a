// A good model is searched for: a new study, or the one that this job began before.
import { HearthError } from '../../../contract/transport/fault';
import type { Study } from '../../../contract/model/search/study';
import type { TrainControl } from '../../../model/net/training/train-types';
import { getDataset } from '../../../storage/datasets';
import { newId } from '../../../storage/store/ids';
import { createStudy, findStudy, trialsOf } from '../../../storage/studies';
import { partitionOfRecipe } from '../../dataset/split/prepare-partition';
import { blendTrials } from '../../studies/blend-trials';
import { rankFinalists } from '../../studies/rank-finalists';
import { planStudy } from '../../studies/plan-study';
import { StudyRows } from '../../studies/study-rows';
import { Search, type StudyEvent } from '../../studies/search';
import { threadLane } from '../../studies/lane';
import { workerLane } from '../../studies/worker-lane';
import { progressOf, type StageContext, type StageWork } from '../stage-context';

export const searchStage: StageWork = async (context) => {
  const { request, made } = context.record;
  if (request.kind !== 'find') return null;
  const id = made.studyId ?? request.studyId ?? newId();
  await context.made({ studyId: id });
  const study = (await findStudy(id)) ?? (await beginStudy(context, id));
  // What was found becomes runs: that is of the next stage.
  if (study.phase === 'finish' || study.phase === 'done') return null;
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
  const lanes = startLane
    ? Array.from({ length: known.plan.lanes }, () => workerLane(startLane, subject))
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
    return { status: 'failed', fault };
  }
  const { score: baselineScore = null } = search.trials.find(({ candidate }) => candidate === 0) ?? {};
  await search.enter('finish', { finalists, baselineScore });
  return null;
}

async function beginStudy(context: StageContext, id: string): Promise<Study> {
  const { request } = context.record;
  if (request.kind !== 'find') throw new HearthError('internal');
  const { projectId, recipe, budget } = request;
  const dataset = await getDataset(recipe.dataset.id);
  const { sha256, counts } = await partitionOfRecipe(projectId, recipe, progressOf(context, 'search'));
  return createStudy({
    id,
    projectId,
    datasetSha256: dataset.sha256,
    partitionSha256: sha256,
    appVersion: __APP_VERSION__,
    plan: planStudy({ recipe, dataset, counts, budget }),
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
