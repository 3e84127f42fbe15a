// Reads a judgement: one metric of a split, and what the goals ask of it. Not for computing metrics.
import type { Judgement, MetricName, SplitMetrics } from '../../../contract/judgement';
import type { Requirement } from '../../../contract/project';

const values = ({
  class: classes,
  regression,
}: SplitMetrics): Partial<Record<MetricName, number | null>> => ({
  ...classes,
  ...regression,
});

/** One metric of a split; null where it is not defined there. */
export const primaryOf = (split: SplitMetrics, name: MetricName): number | null =>
  values(split)[name] ?? null;

/** The metrics that a judgement has, in the order in which they are shown. */
export function metricsOf({ test }: Judgement): MetricName[] {
  const order: MetricName[] = test.class
    ? ['accuracy', 'auc', 'prAuc', 'f1', 'precision', 'recall', 'logLoss', 'brier', 'ece']
    : ['rmse', 'mae', 'r2', 'mape'];
  return order.filter((name) => primaryOf(test, name) !== null);
}

/** Whether the test metrics meet a requirement; null where it names no metric, or one that was not measured. */
export function meets({ metric, operator, threshold }: Requirement, judgement: Judgement): boolean | null {
  if (metric === null || threshold === null) return null;
  const value = primaryOf(judgement.test, metric);
  if (value === null) return null;
  return operator === '≥' ? value >= threshold : value <= threshold;
}
