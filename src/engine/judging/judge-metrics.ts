// A judgement's numbers from predicted rows: the metrics of each split, the interval and what is drawn. The task says which, domain how.
import type { DecisionRule } from '../../contract/model/decision';
import type { SplitMetrics } from '../../contract/model/judgement';
import type { Task } from '../../contract/model/recipe';
import { measureSplit } from '../../domain/metrics/measure';
import type { RowStatistic } from '../../domain/metrics/metric';
import { defaultRule } from '../../domain/predictions/threshold';
import { bootstrapInterval } from '../../domain/predictions/bootstrap';
import type { JudgedSplit } from '../../domain/predictions/judged';
import { Philox } from '../../domain/random';
import { taskNamed } from '../../domain/tasks/registry';
import type { Judged } from '../../domain/tasks/task';
import { streamOf } from '../../model/net/training/streams';
import type { JudgedRows } from './outputs';

/** Draws of every interval. */
export const resamples = 1000;

/** Predicted rows of every split. */
export type PredictedSplits = Record<'train' | 'validation' | 'test', JudgedRows>;

/** The splits ready to be measured, and what is drawn of test. Throws `rows_too_few` without test rows. */
export function judgeSplits(
  task: Task,
  predicted: PredictedSplits,
  { classes, rule = defaultRule }: { classes: readonly string[]; rule?: DecisionRule | undefined },
  seed: number,
): Judged {
  const sample = (rows: number, limit: number) => sampleRows(rows, limit, seed);
  return taskNamed(task).judge(predicted, { classes, rule, sample });
}

/** Metrics of one split; none where it has no rows. */
export function splitMetrics(judged: JudgedSplit | null): SplitMetrics {
  return judged ? { rows: judged.rows, metrics: measureSplit(judged) } : { rows: 0, metrics: {} };
}

/** 5th to 95th percentile over 1,000 resamples of the test rows. */
export function intervalOf(rows: number, statistic: RowStatistic, seed: number): [number, number] {
  return bootstrapInterval(rows, statistic, { resamples, seed });
}

/** At most `limit` of n rows, drawn by the seed, in ascending order. */
export function sampleRows(n: number, limit: number, seed: number): Uint32Array {
  if (n <= limit) return Uint32Array.from({ length: n }, (_, row) => row);
  return new Philox(seed, streamOf('sample')).permutation(n).slice(0, limit).sort();
}
