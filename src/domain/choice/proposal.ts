// Which of a project's judged runs is proposed: chosen on validation, never on test, by the metric that the goals name. A model has to
// beat the linear baseline by more than chance; where it does not, the simpler one is proposed. Everything that names a model asks this.
import type { Difference } from '../../contract/model/comparison';
import type { Requirement } from '../../contract/project/project';
import type { JudgementRow as Judgement, RunRow as Run } from '../../contract/project/rows';
import { higherIsBetter, isBetter } from '../metrics/registry';
import { baselineFor, judgedRuns, metricOf, type Judged, type JudgedRun } from './judged-runs';

/** What the goals ask, as far as it decides which metric counts. */
export interface WithGoals {
  project: { goals: { requirements: readonly Pick<Requirement, 'metric' | 'threshold' | 'priority'>[] } };
}

/** A model against its baseline: better, no different beyond chance, worse, or nobody looked. */
export type Standing = 'better' | 'as-good' | 'worse' | 'not-compared';

/** How a judgement stands against the baseline by a metric on one split. */
export interface Stand {
  standing: Standing;
  metric: string;
  /** Model minus baseline; null where they were not compared. */
  difference: Difference | null;
}

/** The run that is proposed, and why. */
export interface Proposal {
  proposed: JudgedRun;
  /** How `model` stands against `baseline` on validation. */
  stand: Stand;
  /** The best of the models, which is proposed unless the baseline is. */
  model: JudgedRun;
  baseline: JudgedRun | null;
}

type Compared = Pick<Judgement, 'primary' | 'validation' | 'comparison'>;

/**
 * The metric that decides: of the first measurable requirement, those that must be met before others, else the task's primary one.
 * A requirement on a metric that this kind of model does not have says nothing.
 */
export function decidingMetric(goals: WithGoals, judgement: Compared): string {
  return firstMeasured(askedMetrics(goals), judgement);
}

/** Metrics of the requirements that can be measured: those that must be met come first. */
function askedMetrics({ project }: WithGoals): string[] {
  const { requirements } = project.goals;
  const asked = (must: boolean) =>
    requirements.flatMap(({ metric, threshold, priority }) =>
      metric !== null && threshold !== null && (priority === 'must') === must ? [metric] : [],
    );
  return [...asked(true), ...asked(false)];
}

function firstMeasured(asked: readonly string[], { primary, validation }: Compared): string {
  return asked.find((metric) => metricOf(validation, metric) !== null) ?? primary;
}

/** How a judged model stands against its baseline; on the primary metric where the other was not compared. */
export function standOf(
  { primary, comparison }: Pick<Compared, 'primary' | 'comparison'>,
  metric: string,
  split: 'validation' | 'test',
): Stand {
  const known = comparison?.metrics ?? {};
  const used = known[metric] ? metric : primary;
  const difference = known[used]?.[split] ?? null;
  return { standing: standingOf(used, difference), metric: used, difference };
}

function standingOf(metric: string, difference: Difference | null): Standing {
  if (!difference) return 'not-compared';
  const [low, high] = difference.interval;
  const [least, most] = higherIsBetter(metric) ? [low, high] : [-high, -low];
  if (least > 0) return 'better';
  return most < 0 ? 'worse' : 'as-good';
}

/** How a judged model stands by the metric that decides, on validation. */
export function decidingStand(goals: WithGoals, judgement: Compared): Stand {
  return standOf(judgement, decidingMetric(goals, judgement), 'validation');
}

/** What was proposed from two lists and the metrics that were asked for: a rename or a new snapshot changes none of them. */
const proposed = new WeakMap<
  readonly Run[],
  { of: readonly Judgement[]; asked: string; proposal: Proposal | null }
>();

/**
 * The best on validation of the models that learnt from the newest model's rows and are better than the baseline; the baseline where
 * none is. Where nothing was compared, the best on validation. null before a model was judged whose weights are there.
 */
export function proposedModel(records: Judged & WithGoals): Proposal | null {
  const metrics = askedMetrics(records);
  const asked = metrics.join('\n');
  const kept = proposed.get(records.runs);
  if (kept?.of === records.judgements && kept.asked === asked) return kept.proposal;
  const proposal = propose(records, metrics);
  proposed.set(records.runs, { of: records.judgements, asked, proposal });
  return proposal;
}

function propose(records: Judged, asked: readonly string[]): Proposal | null {
  const models = judgedRuns(records);
  const newest = models.find(({ run }) => run.artifact !== null);
  if (!newest) return null;
  const { partitionSha256, task } = newest.run;
  const best: Record<'better' | 'compared' | 'any', Rival | null> = {
    better: null,
    compared: null,
    any: null,
  };
  for (const { run, judgement } of models) {
    if (run.artifact === null || run.partitionSha256 !== partitionSha256 || run.task !== task) continue;
    const stand = standOf(judgement, firstMeasured(asked, judgement), 'validation');
    const rival = { run, judgement, stand };
    if (stand.standing === 'better') best.better = betterOf(best.better, rival);
    if (stand.standing !== 'not-compared') best.compared = betterOf(best.compared, rival);
    best.any = betterOf(best.any, rival);
  }
  const baseline = baselineFor(records, newest.run);
  if (best.better) return proposalOf(best.better, best.better, baseline);
  if (best.compared)
    return proposalOf(baseline?.run.artifact ? baseline : best.compared, best.compared, baseline);
  return best.any && proposalOf(best.any, best.any, baseline);
}

type Rival = JudgedRun & { stand: Stand };

function proposalOf(
  proposed: JudgedRun,
  { run, judgement, stand }: Rival,
  baseline: JudgedRun | null,
): Proposal {
  const { run: proposedRun, judgement: itsJudgement } = proposed;
  return {
    proposed: { run: proposedRun, judgement: itsJudgement },
    stand,
    model: { run, judgement },
    baseline,
  };
}

/** The better of two by the deciding metric of the first on validation; the first of equals, which is the newer. */
function betterOf(best: Rival | null, each: Rival): Rival {
  if (best === null) return each;
  const { metric } = best.stand;
  const value = metricOf(each.judgement.validation, metric);
  const known = metricOf(best.judgement.validation, metric);
  if (value === null) return best;
  return known === null || isBetter(metric, value, known) ? each : best;
}

/** Another judged run that is proposed, with the value by which it is ahead; null where this one is proposed, or ahead itself. */
export interface Ahead {
  proposed: JudgedRun;
  metric: string;
  value: number;
  known: number;
}

/** The proposed run, where it is another that is ahead of this one on validation; of other rows nothing can be said. */
export function proposedAhead(records: Judged & WithGoals, of: JudgedRun): Ahead | null {
  const proposed = proposedModel(records)?.proposed;
  if (!proposed || proposed.run.id === of.run.id) return null;
  if (proposed.run.partitionSha256 !== of.run.partitionSha256) return null;
  const metric = decidingMetric(records, of.judgement);
  const [value, known] = [proposed, of].map(({ judgement }) => metricOf(judgement.validation, metric));
  if (value == null || known == null || !isBetter(metric, value, known)) return null;
  return { proposed, metric, value, known };
}
