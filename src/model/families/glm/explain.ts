// What a linear model learnt, for people: weights of the encoded columns, whose sizes can be compared, and estimates of the original ones.
import * as v from 'valibot';
import type { Estimates, TermsExplanation } from '../../../contract/model/explanation';
import type { JsonObject } from '../../../contract/model/json';
import type { FittedPreprocessing } from '../../../contract/model/run';
import type { Coefficients } from './coefficients';
import { estimatesOf, type Inference } from './inference/estimates';
import { outputNames, termNames } from './terms';

const kind = v.picklist(['squared', 'huber', 'poisson', 'classes']);
const inference = v.union([
  v.object({ kind, absent: v.picklist(['l1', 'size', 'unconverged', 'rows']) }),
  v.object({
    kind,
    cautions: v.array(v.string()),
    distribution: v.picklist(['t', 'z']),
    freedom: v.nullable(v.number()),
    dispersion: v.nullable(v.number()),
  }),
]);

/** What the facts of an artifact say of its standard errors; null in those of an earlier app, or of a fit that was stopped. */
export function inferenceOf({ inference: stored }: JsonObject): Inference | null {
  const parsed = v.safeParse(inference, stored);
  return parsed.success ? parsed.output : null;
}

const penaltyFacts = v.object({
  l1: v.number(),
  l2: v.number(),
  chosen: v.optional(v.object({ by: v.picklist(['folds', 'validation']) })),
});

function penaltyIn(facts: JsonObject): Estimates['penalty'] {
  const parsed = v.safeParse(penaltyFacts, facts);
  if (!parsed.success) return null;
  const { l1, l2, chosen } = parsed.output;
  return { l1, l2, chosenBy: chosen?.by ?? null };
}

/** Every term, the one with the largest weight first, and the estimates. */
export function explainGlm(
  preprocessing: FittedPreprocessing,
  coefficients: Coefficients,
  facts: JsonObject,
): TermsExplanation & { estimates: Estimates } {
  const { width, outputs, parameters } = coefficients;
  const names = termNames(preprocessing, width);
  const weightsOf = (row: number) => [...parameters.subarray(row * outputs, (row + 1) * outputs)];
  const sizeOf = (weights: readonly number[]) => Math.max(...weights.map(Math.abs));
  const terms = names.map((name, row) => ({ name, weights: weightsOf(row) }));
  const { outputs: _, ...estimates } = estimatesOf(preprocessing, coefficients, inferenceOf(facts));
  return {
    kind: 'terms',
    outputs: outputNames(preprocessing, outputs),
    intercepts: weightsOf(width),
    terms: terms.sort((a, b) => sizeOf(b.weights) - sizeOf(a.weights)),
    estimates: { ...estimates, penalty: penaltyIn(facts) },
  };
}
