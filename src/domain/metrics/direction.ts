// Which way a metric is better.
import type { MetricName } from '../../contract/model/judgement';

const errors: ReadonlySet<MetricName> = new Set(['logLoss', 'brier', 'ece', 'mae', 'rmse', 'mape']);

/** False for errors, which are better small. */
export function higherIsBetter(metric: MetricName): boolean {
  return !errors.has(metric);
}
