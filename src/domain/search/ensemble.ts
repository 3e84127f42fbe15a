// Greedy ensemble selection with replacement (Caruana et al. 2004, "Ensemble selection from libraries of models"). Not for predicting.

/** A blend of models. */
export interface Ensemble {
  /** One a model, in the order given; they sum to 1. */
  readonly weights: readonly number[];
  readonly score: number;
  /** Models in the order in which they were chosen; one may stand more than once. */
  readonly chosen: readonly number[];
}

/** What an ensemble is chosen from and by. */
export interface EnsembleInput {
  /** Out-of-fold predictions of each model, all as long: numbers, or probabilities row after row. */
  readonly predictions: readonly Float64Array[];
  /** Of mean predictions; higher is better, NaN is worse than any. */
  readonly score: (blend: Float64Array) => number;
  /** How many choices are made, of which the blend after the best one counts. */
  readonly rounds?: number;
}

/**
 * Each round adds the model with which the mean of all chosen ones scores best; of equal ones the first. Of the blends on the way the best
 * counts, of equal ones the smallest, so it is never worse than the best single model. Null without a model that can be scored.
 */
export function selectEnsemble({ predictions, score, rounds = 50 }: EnsembleInput): Ensemble | null {
  const length = predictions[0]?.length ?? 0;
  if (predictions.some((each) => each.length !== length)) throw new RangeError('predictions of one length');
  const sum = new Float64Array(length);
  const blend = new Float64Array(length);
  const chosen: number[] = [];
  let best = { score: -Infinity, count: 0 };
  for (let round = 1; round <= rounds; round++) {
    let next = { model: -1, score: -Infinity };
    for (const [model, added] of predictions.entries()) {
      for (let at = 0; at < length; at++) blend[at] = (sum[at]! + added[at]!) / round;
      const reached = score(blend);
      if (reached > next.score) next = { model, score: reached };
    }
    const added = predictions[next.model];
    if (!added) break;
    for (let at = 0; at < length; at++) sum[at]! += added[at]!;
    chosen.push(next.model);
    if (next.score > best.score) best = { score: next.score, count: round };
  }
  if (best.count === 0) return null;
  const counting = chosen.slice(0, best.count);
  const weights = predictions.map(
    (_, model) => counting.filter((each) => each === model).length / counting.length,
  );
  return { weights, score: best.score, chosen: counting };
}
