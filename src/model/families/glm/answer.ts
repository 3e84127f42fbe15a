// From linear outputs to what the task's head takes: logits and scaled numbers as they are, a rate from its logarithm.
import type { SettingsRecipe } from '../../../contract/model/recipe';
import type { FittedPreprocessing } from '../../../contract/model/run';
import { linearOutputs, type Coefficients } from './coefficients';
import { settingsOf } from './family';
import { lossKind } from './inference/facts';

/** Raw outputs [rows, outputs] of encoded samples [rows, width]. */
export type Answer = (coefficients: Coefficients, features: Float32Array, rows: number) => Float32Array;

/** How a model of the recipe answers. A rate is scaled as the target is, so that the head gives it back in the target's unit. */
export function answerOf(recipe: SettingsRecipe, { target }: FittedPreprocessing): Answer {
  if (lossKind(recipe, settingsOf(recipe)) !== 'poisson' || target.kind !== 'number')
    return (...from) => Float32Array.from(linearOutputs(...from));
  const { shift, scale } = target;
  return (...from) => Float32Array.from(linearOutputs(...from), (z) => (Math.exp(z) - shift) / scale);
}
