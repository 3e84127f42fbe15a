// Naive Bayes: each column by itself says how likely it is in each class; normal distributions of numbers, smoothed shares of categories. For tables
// with classes. No numerics here: the data worker loads this file.
import * as v from 'valibot';
import type { SettingsRecipe } from '../../../contract/model/recipe';
import { HearthError } from '../../../contract/transport/fault';
import { taskNamed } from '../../../domain/tasks/registry';
import type { ModelFamily } from '../family';

const alphas = { minimum: 1e-10, maximum: 1e6 };
const smoothings = { minimum: 0, maximum: 1 };
const priors = ['observed', 'uniform'] as const;

const naiveBayesSettings = v.strictObject({
  /** Rows added to each level of a category (Laplace); scikit-learn's `alpha`. */
  alpha: v.pipe(v.number(), v.minValue(alphas.minimum), v.maxValue(alphas.maximum)),
  /** Share of a column's variance that is added to that of each class; scikit-learn's `var_smoothing` of standardised columns. */
  varianceSmoothing: v.pipe(v.number(), v.minValue(smoothings.minimum), v.maxValue(smoothings.maximum)),
  priors: v.picklist(priors),
});
export type NaiveBayesSettings = v.InferOutput<typeof naiveBayesSettings>;

export const naiveBayes: ModelFamily = {
  id: 'naive-bayes',
  architectures: ['naive-bayes'],
  offers: (task, kind) =>
    kind === 'table' && taskNamed(task).target.learns === 'classes' ? ['naive-bayes'] : [],
  needsBackend: false,
  isDeterministic: true,
  space: () => [
    { path: 'settings.varianceSmoothing', kind: 'log-uniform', low: 1e-9, high: 0.1 },
    { path: 'settings.alpha', kind: 'log-uniform', low: 0.1, high: 20 },
  ],
  fields: [
    { kind: 'choice', key: 'priors', options: priors },
    { kind: 'number', key: 'alpha', ...alphas },
    { kind: 'number', key: 'varianceSmoothing', ...smoothings },
  ],
  treatment: (spec) => ({ ...spec, native: true }),
  draft({ dataset, subject: { seed, ...data } }): SettingsRecipe {
    if (dataset.kind !== 'table' || taskNamed(data.task).target.learns !== 'classes')
      throw new HearthError('recipe_invalid', { field: 'model.family' });
    const settings: NaiveBayesSettings = { alpha: 1, varianceSmoothing: 1e-9, priors: 'observed' };
    return { format: 2, ...data, model: { family: 'naive-bayes', settings: { ...settings } }, seed };
  },
  validate(recipe) {
    if (recipe.format !== 2) throw new HearthError('recipe_invalid', { field: 'format' });
    if (taskNamed(recipe.task).target.learns !== 'classes')
      throw new HearthError('recipe_invalid', { field: 'task' });
    settingsOf(recipe);
    return recipe;
  },
};

/** The settings of a recipe, checked. Throws `recipe_invalid` with the field. */
export function settingsOf(recipe: SettingsRecipe): NaiveBayesSettings {
  const parsed = v.safeParse(naiveBayesSettings, recipe.model.settings);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const field = ['model.settings', v.getDotPath(issue)].filter(Boolean).join('.');
  throw new HearthError('recipe_invalid', { field }, { expected: issue.expected ?? '' }, issue.message);
}
