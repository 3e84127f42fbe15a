// Model, M: is it skilled, does it hold on new rows and in every group, and are its probabilities true.
import type { MetricName } from '../../../contract/model/judgement';
import type { Requirement } from '../../../contract/project/project';
import type { JudgementRow as Judgement } from '../../../contract/project/rows';
import { higherIsBetter } from '../../metrics/direction';
import { type Context, evidenceOf, type Measure, type Measured, primaryOf } from './context';

/** What the metric should reach: the first requirement on it, else perfection. */
function targetOf(metric: MetricName, requirements: readonly Requirement[]): number {
  const stated = requirements.find((each) => each.metric === metric && each.threshold !== null);
  return stated?.threshold ?? Number(higherIsBetter(metric));
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

/** (metric − baseline) / (target − baseline); the signs cancel for errors. */
const skill: Measure = (context) => {
  const { baseline } = context;
  const { requirements } = context.records.project.goals;
  const measured = fromJudgement(context, (judgement) => {
    if (!baseline || baseline.primary !== judgement.primary) return null;
    const reached = primaryOf(judgement, judgement.test);
    const simple = primaryOf(baseline, baseline.test);
    if (reached === null || simple === null) return null;
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
  fromJudgement(context, (judgement) => judgement.test.class?.ece ?? null);

const brierSkill: Measure = (context) =>
  fromJudgement(context, (judgement) => judgement.test.class?.brierSkill ?? null);

/** Measures of this dimension, by indicator. */
export const modelMeasures: Record<string, Measure> = {
  M1a: skill,
  M1b: generalisation,
  M1c: worstSlice,
  M2a: calibrationError,
  M2b: brierSkill,
};
