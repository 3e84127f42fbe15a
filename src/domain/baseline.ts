// The simplest rival of a model on the same rows: a linear model. A result without it beside says little.
import { isNetRecipe, type Recipe } from '../contract/model/recipe';

const linearEpochs = 20;

/** A linear model, with the same data, split and seed. */
export function baselineRecipe(recipe: Recipe): Recipe {
  if (!isNetRecipe(recipe)) return recipe;
  const readsImages = recipe.model.layers.some(
    ({ kind }) => kind === 'flatten' || kind === 'reshape' || kind.endsWith('2d'),
  );
  return {
    ...recipe,
    model: { family: 'linear', layers: readsImages ? [{ kind: 'flatten' }] : [] },
    optimizer: { kind: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
    schedule: { kind: 'cosine', warmupEpochs: 1, floor: 0 },
    epochs: Math.min(linearEpochs, recipe.epochs),
    regularization: { l1: 0, l2: 0, labelSmoothing: 0 },
    clipNorm: null,
    earlyStopping: { patience: 5, minDelta: 0 },
  };
}

/** Whether the recipe is of the baseline's own family: it needs no baseline beside it. */
export function isBaselineFamily({ model }: Pick<Recipe, 'model'>): boolean {
  return model.family === 'linear';
}
