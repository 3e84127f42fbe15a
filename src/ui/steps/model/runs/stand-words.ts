// How a model stands against its linear baseline, in words: on Model, Deploy and Evaluate, in reports and frames, and before a version is
// registered or promoted.
import type { ProjectView } from '../../../../contract/project/view';
import { baselineFor, metricOf, type JudgedRun } from '../../../../domain/current-model';
import {
  decidingStand,
  proposedAhead,
  proposedModel,
  type Proposal,
  type Stand,
} from '../../../../domain/choice/proposal';
import { formatMetric, metricLabel } from '../../../../i18n/metric-text';
import { m } from '../../../../i18n/paraglide/messages.js';

const minus = '−';

/** A difference with its sign, written as the metric is. */
function signed(metric: string, value: number): string {
  const size = formatMetric(metric, Math.abs(value));
  if (Number(value.toPrecision(3)) === 0) return size;
  return `${value < 0 ? minus : '+'}${size}`;
}

/** One sentence, with the difference and its interval. */
function standText(stand: Stand, model: JudgedRun, baseline: JudgedRun | null): string {
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
export function proposalText({ stand, model, baseline, proposed }: Proposal): string {
  const text = standText(stand, model, baseline);
  return proposed.run.role === 'baseline' ? m.model_stand_proposed_simpler({ text }) : text;
}

/** What is to be said of a judged run beside its results. */
export interface Told {
  text: string;
  /** It is no better than its baseline, or another run that is ahead of it is proposed. */
  warns: boolean;
  worse: boolean;
}

/**
 * How a judged run stands: a model against its baseline, a baseline against the models where it is proposed; and which run is proposed
 * instead where that is ahead. null where there is nothing to hold it against.
 */
export function tellStand(view: ProjectView, judged: JudgedRun): Told | null {
  const proposal = proposedModel(view);
  if (judged.run.role === 'baseline') return tellBaseline(proposal, judged);
  const baseline = baselineFor(view, judged.run);
  const stand = decidingStand(view, judged.judgement);
  const worse = stand.standing === 'worse';
  const text = standText(stand, judged, baseline);
  const ahead = proposedAhead(view, judged);
  if (proposal?.proposed.run.role === 'baseline' && proposal.proposed.run.id === baseline?.run.id)
    return { text: m.model_stand_proposed_simpler({ text }), warns: true, worse };
  if (!ahead) return { text, warns: worse || stand.standing === 'as-good', worse };
  const { proposed, metric, value, known } = ahead;
  const instead = m.model_stand_proposed_other({
    number: proposed.run.number,
    metric: metricLabel(metric),
    value: formatMetric(metric, value),
    known: formatMetric(metric, known),
  });
  return { text: `${text} ${instead}`, warns: true, worse };
}

/** Of a baseline: why it is proposed, or the model that beats it. */
function tellBaseline(proposal: Proposal | null, { run }: JudgedRun): Told | null {
  if (!proposal || proposal.baseline?.run.id !== run.id) return null;
  const isProposed = proposal.proposed.run.id === run.id;
  return { text: proposalText(proposal), warns: !isProposed, worse: false };
}
