// Judges a finished run on rows that it never saw, and on those that it did, so that the difference shows.
// The predictions of the test rows are kept: their layout is prediction-rows.ts.
import { inSplit, splitCodes } from '../../contract/data/split-codes';
import type { EngineApi } from '../../contract/transport/engine-api';
import { HearthError } from '../../contract/transport/fault';
import type { Job, Progress } from '../../contract/transport/job';
import type { Judgement } from '../../contract/model/judgement';
import type { Run } from '../../contract/model/run';
import { statisticOf } from '../../domain/metrics/measure';
import { taskNamed } from '../../domain/tasks/registry';
import { nextTask } from '../../model/backends/event-loop';
import type { Predictor } from '../../model/families/numerics';
import { putChunk } from '../../storage/chunks/chunks';
import { newId } from '../../storage/store/ids';
import { commitJudgement } from '../../storage/judgements';
import { getProjectRecord } from '../../storage/projects';
import { getRun } from '../../storage/runs';
import { intervalOf, judgeSplits, sampleRows, splitMetrics, type PredictedSplits } from './judge-metrics';
import { compareWithBaseline } from './compare-run';
import { judgeSlices } from './judge-slices';
import { whileComputing } from '../device/family-lease';
import { loadPredictor } from '../serving/model-cache';
import { predictRows, type JudgedRows } from './outputs';
import { encodePredictions } from './prediction-rows';
import { loadRunData, type RunData } from '../training/run-data';
import type { EngineSession } from '../session';
import { ownValue } from '../../contract/data/own-value';

/** Training rows are judged on a sample: enough to see overfitting. */
const trainSample = 20_000;
const splits = ['train', 'validation', 'test'] as const;

type FinishedRun = Run & { artifact: NonNullable<Run['artifact']> };

/**
 * Judges a run and keeps the judgement. Who asks while that is under way gets the same one. Throws `input_invalid` before the run has
 * weights, `rows_too_few` without test rows.
 */
export async function judgeRun(
  runId: string,
  job: Job<Progress>,
  session: EngineSession,
): ReturnType<EngineApi['judge']> {
  const underWay = session.judging.get(runId);
  // Where the other one was aborted or failed, that says nothing of this one.
  const found = underWay && (await underWay.catch(() => null));
  if (found) return found;
  job.signal.throwIfAborted();
  const judging = judgeAndKeep(runId, job, session);
  session.judging.set(runId, judging);
  try {
    return await judging;
  } finally {
    session.judging.delete(runId);
  }
}

async function judgeAndKeep(runId: string, job: Job<Progress>, session: EngineSession): Promise<Judgement> {
  const run = await getRun(runId);
  if (!isFinished(run)) throw new HearthError('input_invalid', { field: 'runId' }, { status: run.status });
  const { projectId, recipe, artifact } = run;
  const data = await loadRunData(projectId, recipe, artifact.preprocessing, job.signal);
  if (data.partition.counts.test === 0) throw new HearthError('rows_too_few', {}, { rows: 0, needed: 1 });
  const predicted = await whileComputing(recipe, run.backend, session, async () => {
    const predictor = await loadPredictor({ recipe, artifact });
    try {
      return await predictSplits(predictor, data, recipe.seed, trainSample, job);
    } finally {
      predictor.dispose();
    }
  });
  const judgement = await judgementOf(run, data, predicted, job, session);
  await commitJudgement(judgement);
  return judgement;
}

function isFinished(run: Run): run is FinishedRun {
  return run.artifact !== null;
}

async function predictSplits(
  predictor: Predictor,
  data: RunData,
  seed: number,
  trainRows: number,
  job: Job<Progress>,
): Promise<PredictedSplits> {
  const { assignment, partition } = data;
  const wanted = {
    train: sampleOf(assignment, splitCodes.train, trainRows, seed),
    validation: inSplit(assignment, 'validation'),
    test: inSplit(assignment, 'test'),
  };
  const counts = { ...partition.counts, train: Math.min(trainRows, partition.counts.train) };
  const total = splits.reduce((sum, split) => sum + counts[split], 0);
  let before = 0;
  const predict = async (split: (typeof splits)[number]): Promise<JudgedRows> => {
    const judged = await predictRows(predictor, data, counts[split], wanted[split], async (done) => {
      job.signal.throwIfAborted();
      job.emit({ kind: 'progress', stage: split, done: before + done, total, unit: 'rows' });
      await nextTask();
    });
    before += counts[split];
    return judged;
  };
  return {
    train: await predict('train'),
    validation: await predict('validation'),
    test: await predict('test'),
  };
}

function sampleOf(
  assignment: Uint8Array,
  split: number,
  limit: number,
  seed: number,
): (row: number) => boolean {
  const rows: number[] = [];
  assignment.forEach((part, row) => {
    if (part === split) rows.push(row);
  });
  if (rows.length <= limit) return (row) => assignment[row] === split;
  const chosen = new Uint8Array(assignment.length);
  for (const place of sampleRows(rows.length, limit, seed)) chosen[rows[place]!] = 1;
  return (row) => chosen[row] === 1;
}

async function judgementOf(
  run: FinishedRun,
  data: RunData,
  predicted: PredictedSplits,
  job: Job<Progress>,
  session: EngineSession,
): Promise<Judgement> {
  const { recipe, artifact } = run;
  const { task, seed } = recipe;
  const { target } = artifact.preprocessing;
  const classes = target.kind === 'classes' ? target.classes : [];
  const { test } = predicted;
  const { data: plan } = await getProjectRecord(run.projectId);
  const { splits: judged, block } = judgeSplits(task, predicted, { classes, rule: plan.decision }, seed);
  if (!judged.test) throw new HearthError('rows_too_few', {}, { rows: 0, needed: 1 });
  const testMetrics = splitMetrics(judged.test);
  const primary = taskNamed(task).primary(testMetrics.metrics);
  const statistic = statisticOf(primary, judged.test);
  job.emit({ kind: 'progress', stage: 'interval', done: 0, total: 1, unit: 'items' });
  await nextTask();
  const interval = intervalOf(test.rows.length, statistic, seed);
  job.signal.throwIfAborted();
  const comparison = await compareWithBaseline(
    { run, data, predicted, splits: judged, classes, rule: plan.decision, primary },
    (predictor, itsData) => predictSplits(predictor, itsData, seed, 0, job),
    job,
    session,
  );
  const isProtected = ({ name }: { name: string }) => ownValue(plan.roles, name) === 'protected';
  const sliced = [...recipe.features, ...data.dataset.columns.filter(isProtected).map(({ name }) => name)];
  const slices = await judgeSlices({
    ...data,
    columns: sliced,
    testRows: test.rows,
    metric: primary,
    statistic,
    limits: taskNamed(task).slices,
  });
  return {
    id: newId(),
    projectId: run.projectId,
    runId: run.id,
    artifactSha256: artifact.sha256,
    datasetSha256: data.dataset.sha256,
    partitionSha256: data.partition.sha256,
    train: splitMetrics(judged.train),
    validation: splitMetrics(judged.validation),
    test: testMetrics,
    primary,
    interval,
    comparison,
    ...block,
    slices,
    predictions: await putChunk(encodePredictions(test)),
    ...(test.outputs instanceof Float64Array ? { predictionBits: 64 } : {}),
    testRows: test.rows.length,
    outputs: test.columns,
    takenAt: Date.now(),
  };
}
