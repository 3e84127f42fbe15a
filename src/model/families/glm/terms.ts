// The terms of a linear model: what its numbers belong to.
import { encodedNames } from '../../../contract/data/fitted-features';
import type { FittedPreprocessing } from '../../../contract/model/run';

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
