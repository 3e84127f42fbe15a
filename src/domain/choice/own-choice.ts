// Whether a person chose how the next model is learnt. Pure.
import type { Recipe } from '../../contract/model/recipe';
import { canonicalJson } from '../hashing/canonical';

/** Whether a recipe is another one than is drafted for its data; the seed alone chooses no model. */
export function isOwnChoice(recipe: Recipe, drafted: Recipe): boolean {
  return canonicalJson({ ...recipe, seed: 1 }) !== canonicalJson({ ...drafted, seed: 1 });
}
