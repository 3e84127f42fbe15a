// How a probability of the positive class becomes an answer: the rule a person chose, and what each threshold would have meant.
import * as v from 'valibot';
import { count } from '../data/dataset';

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const cost = v.pipe(v.number(), v.finite(), v.minValue(0));

/** By what the threshold is chosen on validation. */
export const decisionRule = v.variant('kind', [
  v.strictObject({ kind: v.literal('f1') }),
  v.strictObject({ kind: v.literal('accuracy') }),
  /** What a false alarm and a miss cost, in any unit. */
  v.strictObject({ kind: v.literal('cost'), falsePositive: cost, falseNegative: cost }),
  /** The highest threshold that still finds so many of the positives. */
  v.strictObject({ kind: v.literal('recall'), least: share }),
  v.strictObject({ kind: v.literal('fixed'), threshold: share }),
]);
export type DecisionRule = v.InferOutput<typeof decisionRule>;

/** How a judgement's threshold came about, and the validation rows by threshold. */
export const decision = v.strictObject({
  rule: decisionRule,
  /** False where validation has too few rows of a class for the rule: then it is one half. */
  followed: v.boolean(),
  /** Rows of validation, and those of the positive class. */
  rows: count,
  positives: count,
  /** Rows at or above each threshold that are positive, and that are not. */
  sweep: v.array(v.strictObject({ threshold: share, hits: count, alarms: count })),
});
export type Decision = v.InferOutput<typeof decision>;
