// The registry's metrics over the rows of one split, and over rows drawn from them.
import { HearthError } from '../../contract/transport/fault';
import type { JudgedSplit } from '../predictions/judged';
import type { RowStatistic } from './metric';
import { findMetric, metrics } from './registry';

/** Values by the metric's name; null where one is not defined for these rows. */
export type MetricValues = Record<string, number | null>;

/** Every metric that reads this kind of predictions. */
export function measureSplit(rows: JudgedSplit): MetricValues {
  const fitting = metrics.filter(({ reads }) => reads === rows.kind);
  return Object.fromEntries(fitting.map((metric) => [metric.name, metric.compute(rows)]));
}

/** A metric as a function of drawn rows. Throws `internal` where it reads another kind of predictions. */
export function statisticOf(name: string, rows: JudgedSplit): RowStatistic {
  const metric = findMetric(name);
  if (metric?.reads !== rows.kind) throw new HearthError('internal', {}, { metric: name });
  return metric.resampled?.(rows) ?? ((drawn) => metric.compute(rows.take(drawn)) ?? NaN);
}
