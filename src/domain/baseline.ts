// The simplest rival of a model on the same rows, as the task names it. A result without it beside says little.
import type { Recipe, RecipeSubject, SettingsRecipe } from '../contract/model/recipe';
import { taskNamed } from './tasks/registry';

/** The task's baseline with the same data, split and seed. */
export function baselineRecipe(recipe: Recipe): SettingsRecipe {
  const { family, settings } = taskNamed(recipe.task).baseline;
  const { seed, ...data } = subjectOf(recipe);
  return { format: 2, ...data, model: { family, settings: { ...settings } }, seed };
}

/** The recipe's subject alone. */
function subjectOf(recipe: Recipe): RecipeSubject {
  const { dataset, task, target, positive, features, split, preprocessing, calibration, seed } = recipe;
  const chosen = {
    ...(positive === undefined ? {} : { positive }),
    ...(calibration === undefined ? {} : { calibration }),
  };
  return { dataset, task, target, ...chosen, features, split, preprocessing, seed };
}
