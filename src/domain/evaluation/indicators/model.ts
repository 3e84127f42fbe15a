// Model, M: is it skilled, does it hold on new rows and in every group, and are its probabilities true.
import type { MetricName } from '../../../contract/model/judgement';
import type { Requirement } from '../../../contract/project/project';
import type { JudgementRow as Judgement } from '../../../contract/project/rows';
import { standOf } from '../../choice/proposal';
import { metricOf } from '../../current-model';
import { higherIsBetter, perfection } from '../../metrics/registry';
import { type Context, evidenceOf, type Measure, type Measured, primaryOf } from './context';
import { down, up } from '../normalize';
import type { IndicatorDefinition } from '../indicator';

/** What the metric should reach: the first requirement on it, else perfection. */
function targetOf(metric: MetricName, requirements: readonly Requirement[]): number {
  const stated = requirements.find((each) => each.metric === metric && each.threshold !== null);
  return stated?.threshold ?? perfection(metric);
}

function fromJudgement(
  { model }: Context,
  value: (judgement: Judgement) => number | null,
  n: (judgement: Judgement) => number = ({ test }) => test.rows,
): Measured | null {
  if (!model?.judgement) return null;
  const raw = value(model.judgement);
  if (raw === null || !Number.isFinite(raw)) return null;
  return {
    raw,
    n: n(model.judgement),
    evidence: [evidenceOf.judgement(model.judgement)],
    stale: model.stale,
  };
}

/** (metric − baseline) / (target − baseline); the signs cancel for errors. 0 for a model that is not better beyond chance. */
const skill: Measure = (context) => {
  const { baseline } = context;
  const { requirements } = context.records.project.goals;
  const measured = fromJudgement(context, (judgement) => {
    if (!baseline || baseline.primary !== judgement.primary) return null;
    const reached = primaryOf(judgement, judgement.test);
    const simple = primaryOf(baseline, baseline.test);
    if (reached === null || simple === null) return null;
    if (judgement.id === baseline.id) return 0;
    const { standing } = standOf(judgement, judgement.primary, 'test');
    if (standing === 'as-good' || standing === 'worse') return 0;
    const sign = higherIsBetter(judgement.primary) ? 1 : -1;
    const target = targetOf(judgement.primary, requirements);
    // Where the baseline meets the target already, all that counts is that the model does too.
    if (sign * (target - simple) <= 0) return Number(sign * (reached - target) >= 0);
    return (reached - simple) / (target - simple);
  });
  if (!measured || !baseline) return null;
  return { ...measured, evidence: [...measured.evidence, evidenceOf.judgement(baseline)] };
};

/** How much worse the metric is on test than on train, relative to train; 0 where it is no worse. */
const generalisation: Measure = (context) =>
  fromJudgement(context, (judgement) => {
    const train = primaryOf(judgement, judgement.train);
    const test = primaryOf(judgement, judgement.test);
    if (train === null || test === null) return null;
    const fall = higherIsBetter(judgement.primary) ? train - test : test - train;
    if (fall <= 0) return 0;
    return train === 0 ? 1 : fall / Math.abs(train);
  });

/** The slice's metric over that of all test rows, turned round for errors, so that 1 is no worse. */
const worstSlice: Measure = (context) =>
  fromJudgement(
    context,
    (judgement) => {
      const worst = findWorst(judgement);
      const overall = primaryOf(judgement, judgement.test);
      if (!worst || overall === null) return null;
      const ratio = higherIsBetter(judgement.primary) ? worst.score / overall : overall / worst.score;
      // 0 over 0: no error anywhere, so no slice is worse.
      return Number.isNaN(ratio) ? 1 : ratio;
    },
    (judgement) => findWorst(judgement)?.rows ?? 0,
  );

function findWorst({ primary, slices }: Judgement): Judgement['slices'][number] | undefined {
  const sign = higherIsBetter(primary) ? 1 : -1;
  return [...slices].sort((a, b) => sign * (a.score - b.score))[0];
}

const calibrationError: Measure = (context) =>
  fromJudgement(context, (judgement) => metricOf(judgement.test, 'ece'));

const brierSkill: Measure = (context) =>
  fromJudgement(context, (judgement) => metricOf(judgement.test, 'brierSkill'));

/** Indicators of this dimension, in the order in which they are shown. */
export const modelIndicators: readonly IndicatorDefinition[] = [
  {
    id: 'M1a',
    formula: '(metric − baseline) / (target − baseline)',
    norm: up(0, 1),
    source: 'A',
    after: 'ISO/IEC TS 4213',
    step: 'model',
    due: 'explore',
    measure: skill,
  },
  {
    id: 'M1b',
    formula: 'relative fall from train to test',
    norm: down(0, 0.2),
    source: 'A',
    after: 'Deepchecks',
    step: 'model',
    due: 'explore',
    measure: generalisation,
  },
  {
    id: 'M1c',
    formula: 'worst slice / overall',
    norm: up(0.6, 0.95),
    source: 'A',
    after: 'Deepchecks',
    step: 'model',
    due: 'explore',
    measure: worstSlice,
  },
  {
    id: 'M2a',
    formula: 'expected calibration error, 15 equal-mass bins; of two classes of the positive one',
    norm: down(0.01, 0.1),
    source: 'A',
    after: 'Guo et al. 2017',
    step: 'model',
    due: 'explore',
    needs: 'classes',
    measure: calibrationError,
  },
  {
    id: 'M2b',
    formula: 'Brier skill score',
    norm: up(0, 0.5),
    source: 'A',
    after: 'Brier 1950',
    step: 'model',
    due: 'explore',
    needs: 'classes',
    measure: brierSkill,
  },
  {
    id: 'M3a',
    formula: 'metric kept under corruption',
    norm: up(0.5, 1),
    source: 'A',
    after: 'Hendrycks & Dietterich 2019',
    step: 'evaluate',
    due: 'explore',
  },
  {
    id: 'M3b',
    formula: 'metric kept under PGD at the stated ε',
    norm: up(0.2, 0.9),
    source: 'A',
    after: 'Madry et al. 2018',
    step: 'evaluate',
    due: 'explore',
  },
  {
    id: 'M3c',
    formula: 'AUROC of in- against out-of-distribution',
    norm: up(0.5, 0.9),
    source: 'A',
    after: 'Hendrycks & Gimpel 2017',
    step: 'evaluate',
    due: 'explore',
    needs: 'classes',
  },
  {
    id: 'M4a',
    formula: 'demographic-parity ratio',
    norm: up(0.6, 0.9),
    source: 'A',
    after: 'four-fifths rule',
    step: 'evaluate',
    due: 'explore',
    needs: 'classes',
  },
  {
    id: 'M4b',
    formula: 'equalised-odds difference',
    norm: down(0, 0.2),
    source: 'A',
    after: 'Hardt et al. 2016',
    step: 'evaluate',
    due: 'explore',
    needs: 'classes',
  },
  {
    id: 'M5a',
    formula: 'insertion AUC − deletion AUC of the attributions',
    norm: up(0, 0.5),
    source: 'A',
    after: 'Petsiuk et al. 2018',
    step: 'evaluate',
    due: 'explore',
  },
  {
    id: 'M5b',
    formula: 'rank correlation of attributions across seeds',
    norm: up(0.3, 0.9),
    source: 'A',
    after: '',
    step: 'evaluate',
    due: 'explore',
  },
];
