// Generalised linear models: least squares, logistic and multinomial logistic regression, solved to convergence in float64.
import * as v from 'valibot';
import type { SettingsRecipe } from '../../../contract/model/recipe';
import { HearthError } from '../../../contract/transport/fault';
import { linearBaseline } from '../../../domain/tasks/baseline-model';
import type { ModelFamily } from '../family';

/** The settings of a recipe of this family. */
export const glmSettings = v.strictObject({
  /**
   * Strength of the penalty ½·l2·‖w‖² beside the sum of the losses of all rows; the intercept is not penalised. Of least squares (loss
   * ½(y − z)²) it is scikit-learn's `Ridge(alpha=l2)`; of logistic loss `LogisticRegression(C=1/l2)`.
   */
  l2: v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1e12)),
});
export type GlmSettings = v.InferOutput<typeof glmSettings>;

export const glm: ModelFamily = {
  id: 'glm',
  architectures: ['glm'],
  offers: () => ['glm'],
  needsBackend: false,
  isDeterministic: true,
  fields: [{ kind: 'number', key: 'l2', minimum: 0, maximum: 1e12 }],
  draft: ({ subject: { seed, ...data } }): SettingsRecipe => ({
    format: 2,
    ...data,
    model: { family: 'glm', settings: { ...linearBaseline.settings } },
    seed,
  }),
  validate(recipe) {
    if (recipe.format !== 2) throw new HearthError('recipe_invalid', { field: 'format' });
    settingsOf(recipe);
    return recipe;
  },
};

/** The settings of a recipe, checked. Throws `recipe_invalid` with the field. */
export function settingsOf(recipe: SettingsRecipe): GlmSettings {
  const parsed = v.safeParse(glmSettings, recipe.model.settings);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const field = ['model.settings', v.getDotPath(issue)].filter(Boolean).join('.');
  throw new HearthError('recipe_invalid', { field }, { expected: issue.expected ?? '' }, issue.message);
}
