// The points of a run's curve: loss and the task's metric after each round. The metric is measured on every n-th row where rows are many.
import type { EpochMetrics } from '../../../contract/model/run';
import type { Task } from '../../../contract/model/recipe';
import { taskNamed } from '../../../domain/tasks/registry';

/** Rows that the metric is measured on at most. */
const mostMeasured = 5000;

/** The task's curve metric at these scores [rows, outputs]; NaN without rows. */
export function curveMetric(
  task: Task,
  scores: Float64Array,
  labels: Float32Array,
  /** Units of the target in one unit of a label, and whether scores are logarithms of labels. */
  { scale, isLog }: { scale: number; isLog: boolean },
): number {
  const rows = labels.length;
  if (rows === 0) return NaN;
  const { curve } = taskNamed(task);
  const outputs = scores.length / rows;
  const step = Math.ceil(rows / mostMeasured);
  const count = Math.ceil(rows / step);
  // A curve of scores looks at the first of each row.
  const taken = curve.kind === 'scores' ? 1 : outputs;
  const measured = new Float32Array(count * taken);
  const of = new Float32Array(count);
  for (let at = 0; at < count; at++) {
    of[at] = labels[at * step]!;
    for (let output = 0; output < taken; output++) {
      const score = scores[at * step * outputs + output]!;
      measured[at * taken + output] = isLog ? Math.exp(score) : score;
    }
  }
  return curve.kind === 'sum'
    ? curve.of(curve.add(0, measured, of, scale) / count)
    : curve.of(measured, Int32Array.from(of));
}

/** A point of the curve. */
export function curvePoint(
  round: number,
  losses: { train: number; validation: number },
  metrics: { train: number; validation: number },
  { learningRate, seconds }: Pick<EpochMetrics, 'learningRate' | 'seconds'>,
): EpochMetrics {
  return {
    ...{ epoch: round, step: round, trainLoss: losses.train, validationLoss: losses.validation },
    ...{ trainMetric: metrics.train, validationMetric: metrics.validation, learningRate, seconds },
  };
}
