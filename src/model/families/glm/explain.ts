// What a linear model learnt, term after term: its coefficients. Inputs are scaled as in training, so that sizes can be compared.
import type { Explanation } from '../../../contract/model/explanation';
import type { FittedPreprocessing } from '../../../contract/model/run';
import type { Coefficients } from './coefficients';
import { outputNames, termNames } from './names';

/** Every term, the one with the largest weight first. */
export function explainGlm(
  preprocessing: FittedPreprocessing,
  { width, outputs, parameters }: Coefficients,
): Explanation {
  const names = termNames(preprocessing, width);
  const weightsOf = (row: number) => [...parameters.subarray(row * outputs, (row + 1) * outputs)];
  const sizeOf = (weights: readonly number[]) => Math.max(...weights.map(Math.abs));
  const terms = names.map((name, row) => ({ name, weights: weightsOf(row) }));
  return {
    outputs: outputNames(preprocessing, outputs),
    intercepts: weightsOf(width),
    terms: terms.sort((a, b) => sizeOf(b.weights) - sizeOf(a.weights)),
  };
}
