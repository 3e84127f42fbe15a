// The terms of a linear model: what its numbers belong to, and what it learnt. Inputs are scaled as in training, so that sizes can be
// compared.
import { encodedNames } from '../../../contract/data/fitted-features';
import type { TermsExplanation } from '../../../contract/model/explanation';
import type { FittedPreprocessing } from '../../../contract/model/run';
import type { Coefficients } from './coefficients';

/** Names of the encoded columns, in order. */
export function termNames({ features }: Pick<FittedPreprocessing, 'features'>, width: number): string[] {
  const names = features.flatMap(encodedNames);
  return Array.from({ length: width }, (_, at) => names[at] ?? `column ${at}`);
}

/** The classes where each has an output; the second class of two; the target of a regression. */
export function outputNames({ target }: Pick<FittedPreprocessing, 'target'>, outputs: number): string[] {
  if (target.kind === 'number') return [target.column];
  return outputs > 1 ? target.classes : [target.classes[1] ?? ''];
}

/** Every term, the one with the largest weight first. */
export function explainGlm(
  preprocessing: FittedPreprocessing,
  { width, outputs, parameters }: Coefficients,
): TermsExplanation {
  const names = termNames(preprocessing, width);
  const weightsOf = (row: number) => [...parameters.subarray(row * outputs, (row + 1) * outputs)];
  const sizeOf = (weights: readonly number[]) => Math.max(...weights.map(Math.abs));
  const terms = names.map((name, row) => ({ name, weights: weightsOf(row) }));
  return {
    kind: 'terms',
    outputs: outputNames(preprocessing, outputs),
    intercepts: weightsOf(width),
    terms: terms.sort((a, b) => sizeOf(b.weights) - sizeOf(a.weights)),
  };
}
