// How a model stands against its linear baseline, in words: on Model, Deploy and Evaluate, and before a version is registered.
import { metricOf, type JudgedRun } from '../../../../domain/current-model';
import type { Proposal, Stand } from '../../../../domain/choice/proposal';
import { formatMetric, metricLabel } from '../../../../i18n/metric-text';
import { m } from '../../../../i18n/paraglide/messages.js';

const minus = '−';

/** A difference with its sign, written as the metric is. */
function signed(metric: string, value: number): string {
  const size = formatMetric(metric, Math.abs(value));
  if (Number(value.toPrecision(3)) === 0) return size;
  return `${value < 0 ? minus : '+'}${size}`;
}

/** One sentence or two; what is proposed is named where it is not the model itself. */
export function standText(stand: Stand, model: JudgedRun, baseline: JudgedRun | null): string {
  const number = model.run.number;
  const { standing, metric, difference } = stand;
  if (standing === 'not-compared' || !difference) return m.model_stand_not_compared({ number });
  const value = metricOf(model.judgement.validation, metric);
  const known = baseline && metricOf(baseline.judgement.validation, metric);
  const given = {
    number,
    baseline: baseline?.run.number ?? '–',
    metric: metricLabel(metric),
    value: formatMetric(metric, value),
    known: formatMetric(metric, known),
    difference: signed(metric, difference.value),
    low: signed(metric, difference.interval[0]),
    high: signed(metric, difference.interval[1]),
  };
  if (standing === 'better') return m.model_stand_better(given);
  return standing === 'worse' ? m.model_stand_worse(given) : m.model_stand_as_good(given);
}

/** The same of what is proposed. */
export function proposalText({ stand, model, baseline }: Proposal): string {
  return standText(stand, model, baseline);
}
