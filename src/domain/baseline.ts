// The simplest rival of a model on the same rows: the exact linear model. A result without it beside says little.
import type { Recipe, RecipeSubject, SettingsRecipe } from '../contract/model/recipe';

/** The model of every baseline: its family, and the penalty that scikit-learn takes where none is given. */
export const baselineModel = { family: 'glm', settings: { l2: 1 } } as const;

/** The recipe's subject alone. */
export function subjectOf(recipe: Recipe): RecipeSubject {
  const { dataset, task, target, features, split, preprocessing, seed } = recipe;
  return { dataset, task, target, features, split, preprocessing, seed };
}

/** A linear model solved exactly, with the same data, split and seed. */
export function baselineRecipe(recipe: Recipe): SettingsRecipe {
  const { family, settings } = baselineModel;
  const { seed, ...data } = subjectOf(recipe);
  return { format: 2, ...data, model: { family, settings: { ...settings } }, seed };
}

/** Whether the recipe is of the baseline's own family: it needs no baseline beside it. */
export function isBaselineFamily({ model }: Pick<Recipe, 'model'>): boolean {
  return model.family === baselineModel.family;
}
