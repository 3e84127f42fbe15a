// What a model answers with: its scores, or of scores that are logarithms the numbers themselves, scaled as every family answers.
import type { Recipe } from '../../../contract/model/recipe';
import type { Artifact } from '../../../contract/model/run';
import { objectiveOf } from './objectives/of-task';
import { settingsOf } from './settings';

/** Outputs [rows, outputs] of scores. */
export function answersOf(
  recipe: Recipe,
  { preprocessing }: Pick<Artifact, 'preprocessing'>,
  scores: Float64Array,
): Float32Array {
  if (recipe.format !== 2) return Float32Array.from(scores);
  const { target } = preprocessing;
  const classes = target.kind === 'classes' ? target.classes.length : 0;
  const { isLog } = objectiveOf(recipe.task, classes, settingsOf(recipe));
  if (!isLog || target.kind !== 'number') return Float32Array.from(scores);
  return Float32Array.from(scores, (score) => (Math.exp(score) - target.shift) / target.scale);
}
