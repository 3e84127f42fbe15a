// What predictions of held-out rows are worth, by the metric that a study searches for.
import type { Task } from '../../contract/model/recipe';
import { findMetric, metrics } from '../metrics/registry';
import type { JudgedSplit } from '../predictions/judged';
import { defaultRule } from '../predictions/threshold';
import { taskNamed } from '../tasks/registry';
import type { PredictedRows } from '../tasks/task';

/** The metric that leads a task where every metric is defined, and which way is better. */
export function leadingMetric(task: Task): { metric: string; direction: 'higher' | 'lower' } {
  const metric = taskNamed(task).primary(Object.fromEntries(metrics.map(({ name }) => [name, 1])));
  return { metric, direction: findMetric(metric)?.direction ?? 'higher' };
}

/** Held-out rows ready to be measured, at the threshold that suits them best. Throws `rows_too_few` where there are none. */
export function judgeHeld(task: Task, classes: readonly string[], held: PredictedRows): JudgedSplit {
  const none: PredictedRows = { actual: [], outputs: new Float64Array(0), columns: held.columns };
  const { splits } = taskNamed(task).judge(
    { train: none, validation: held, test: held },
    { classes, rule: defaultRule, sample: (rows) => Uint32Array.from({ length: rows }, (_, row) => row) },
  );
  return splits.test!;
}

/** The value of the metric; null where it is not defined for these rows, such as an AUC of one class. */
export function scoreHeld(metric: string, held: JudgedSplit): number | null {
  const found = findMetric(metric);
  if (found?.reads !== held.kind) return null;
  const score = found.compute(held);
  return score !== null && Number.isFinite(score) ? score : null;
}

/** The mean of what is defined; null of nothing. */
export function meanScore(scores: readonly number[]): number | null {
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
