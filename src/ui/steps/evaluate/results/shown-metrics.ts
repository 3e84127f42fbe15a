// The metrics of a judged run as a result lists them.
import type { Judgement } from '../../../../contract/model/judgement';
import { metricOf } from '../../../../domain/current-model';
import { resultMetrics } from '../../../../domain/metrics/registry';

/** Names of the metrics that are defined on its test rows, the leading ones first. */
export function shownMetrics({ test }: Pick<Judgement, 'test'>): string[] {
  return resultMetrics()
    .map(({ name }) => name)
    .filter((name) => metricOf(test, name) !== null);
}
