// A model held against the baseline of its partition, on the very same rows: the difference of each metric that may decide, and how far
// it could be off because only these rows were seen. The baseline predicts again, since only its test predictions were kept.
import type { DecisionRule } from '../../contract/model/decision';
import type { Comparison, Difference } from '../../contract/model/comparison';
import type { Run } from '../../contract/model/run';
import { HearthError } from '../../contract/transport/fault';
import type { Job, Progress } from '../../contract/transport/job';
import { statisticOf } from '../../domain/metrics/measure';
import { findMetric } from '../../domain/metrics/registry';
import { pairedInterval } from '../../domain/predictions/bootstrap';
import type { JudgedSplit } from '../../domain/predictions/judged';
import { nextTask } from '../../model/backends/event-loop';
import { getProjectRecord } from '../../storage/projects';
import { getRun } from '../../storage/runs';
import { rowsOf } from '../../storage/views/rows';
import { whileComputing } from '../device/family-lease';
import { finishedBaseline } from '../jobs/baseline-rule';
import { loadPredictor } from '../serving/model-cache';
import type { EngineSession } from '../session';
import { loadRunData, type RunData } from '../training/run-data';
import { judgeSplits, resamples, type PredictedSplits } from './judge-metrics';

/** A judged model: its run, its data and what it predicted. */
interface JudgedModel {
  run: Run;
  data: RunData;
  predicted: PredictedSplits;
  splits: ReturnType<typeof judgeSplits>['splits'];
  classes: readonly string[];
  /** How thresholds are chosen, of both. */
  rule: DecisionRule | undefined;
  primary: string;
}

const compared = ['validation', 'test'] as const;

/** Predicts validation and test rows of a model; of training rows none. */
export type PredictHeldOut = (
  predictor: Awaited<ReturnType<typeof loadPredictor>>,
  data: RunData,
) => Promise<PredictedSplits>;

/** The comparison; null for a baseline, without one of the same rows, and where its weights cannot be read. */
export async function compareWithBaseline(
  model: JudgedModel,
  predict: PredictHeldOut,
  job: Job<Progress>,
  session: EngineSession,
): Promise<Comparison | null> {
  const { run, data, primary } = model;
  if (run.role === 'baseline') return null;
  const known = finishedBaseline(await rowsOf(run.projectId, 'runs'), data.partition.sha256);
  const baseline = known && (await getRun(known.id));
  if (!baseline?.artifact || baseline.task !== run.task) return null;
  const { recipe, artifact } = baseline;
  const predicted = await readable(async () => {
    const itsData = await loadRunData(run.projectId, recipe, artifact.preprocessing, job.signal);
    return whileComputing(recipe, baseline.backend, session, async () => {
      const predictor = await loadPredictor({ recipe, artifact });
      try {
        return await predict(predictor, itsData);
      } finally {
        predictor.dispose();
      }
    });
  });
  if (!predicted || !sameRows(predicted, model.predicted)) return null;
  const { splits } = judgeSplits(run.task, predicted, model, run.recipe.seed);
  const { goals } = await getProjectRecord(run.projectId);
  const asked = goals.requirements.flatMap(({ metric }) => (metric === null ? [] : [metric]));
  const metrics: Comparison['metrics'] = {};
  for (const metric of new Set([primary, ...asked])) {
    const of = (split: (typeof compared)[number]) =>
      differenceOf(metric, model.splits[split], splits[split], run.recipe.seed);
    const validation = of('validation');
    await nextTask();
    job.signal.throwIfAborted();
    metrics[metric] = { validation, test: of('test') };
    await nextTask();
    job.signal.throwIfAborted();
  }
  return { baselineSha256: artifact.sha256, metrics };
}

/** null where weights are not there or are damaged: then nothing is compared, and the app says so. */
async function readable<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof HearthError && ['storage_damaged', 'not_found'].includes(thrown.fault.code))
      return null;
    throw thrown;
  }
}

function sameRows(first: PredictedSplits, second: PredictedSplits): boolean {
  return compared.every((split) => {
    const [a, b] = [first[split].rows, second[split].rows];
    return a.length === b.length && a.every((row, place) => row === b[place]);
  });
}

/** Model minus baseline; null where the metric is not one of such predictions or is not defined for these rows. */
function differenceOf(
  metric: string,
  model: JudgedSplit | null,
  baseline: JudgedSplit | null,
  seed: number,
): Difference | null {
  if (!model || !baseline || findMetric(metric)?.reads !== model.kind) return null;
  const [first, second] = [statisticOf(metric, model), statisticOf(metric, baseline)];
  const every = Uint32Array.from({ length: model.rows }, (_, row) => row);
  const value = first(every) - second(every);
  const interval = pairedInterval(model.rows, [first, second], { resamples, seed });
  return interval && Number.isFinite(value) ? { value, interval } : null;
}
