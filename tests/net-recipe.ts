// Recipes and records of tests that are about nets, with what only nets have.
import { isNetRecipe, type NetRecipe, type Recipe } from '../src/contract/model/recipe';

/** The recipe as a net's; a test that drafts something else has failed. */
export function netRecipe(recipe: Recipe | null): NetRecipe {
  if (!recipe || !isNetRecipe(recipe)) throw new Error(`not a net: ${recipe?.model.family ?? 'no recipe'}`);
  return recipe;
}
