// The points of a run's curve: loss and the task's metric after each round. The metric is measured on every n-th row where rows are many.
import type { EpochMetrics } from '../../../contract/model/run';
import type { Task } from '../../../contract/model/recipe';
import { taskNamed } from '../../../domain/tasks/registry';

/** Rows that the metric is measured on at most. */
const mostMeasured = 10_000;

/** The task's curve metric at these scores [rows, outputs]; NaN without rows. */
export function curveMetric(
  task: Task,
  scores: Float64Array,
  labels: Float32Array,
  /** Units of the target in one unit of a score. */
  scale: number,
): number {
  const rows = labels.length;
  if (rows === 0) return NaN;
  const { curve } = taskNamed(task);
  const outputs = scores.length / rows;
  const step = Math.ceil(rows / mostMeasured);
  const count = Math.ceil(rows / step);
  const of = Float32Array.from({ length: count }, (_, at) => labels[at * step]!);
  const score = (length: number) =>
    Float32Array.from({ length: count * length }, (_, at) => {
      const row = Math.floor(at / length) * step;
      return scores[row * outputs + (at % length)]!;
    });
  return curve.kind === 'sum'
    ? curve.of(curve.add(0, score(outputs), of, scale) / count)
    : curve.of(score(1), Int32Array.from(of));
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
