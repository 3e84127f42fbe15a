// Generalised linear models: least squares, Huber, Poisson, logistic and multinomial logistic regression, solved to convergence in float64.
import * as v from 'valibot';
import type { SettingsRecipe } from '../../../contract/model/recipe';
import { HearthError } from '../../../contract/transport/fault';
import { linearBaseline } from '../../../domain/tasks/baseline-model';
import type { ModelFamily } from '../family';

const losses = ['squared', 'huber', 'poisson'] as const;
const penalties = ['fixed', 'chosen'] as const;
/** Bounds of the settings, for the schema and the form. */
const most = 1e12;
const epsilons = { minimum: 1, maximum: 100 };
/** Where nothing is said, as in every recipe of an earlier app. */
const unsaid = { loss: 'squared', epsilon: 1.35, penalty: 'fixed', l1: 0, l1Share: 0 } as const;

const strength = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(most));

/** The settings of a recipe of this family; those of an earlier app have `l2` alone. */
export const glmSettings = v.strictObject({
  /**
   * Strength of the penalty ½·l2·Σw² beside the sum of the losses of all rows; the intercept is not penalised. Of least squares (loss
   * ½(y − z)²) it is scikit-learn's `Ridge(alpha=l2)`; of logistic loss `LogisticRegression(C=1/l2)`; of Huber's `HuberRegressor(alpha=l2)`;
   * of Poisson's over n rows `PoissonRegressor(alpha=l2/n)`.
   */
  l2: strength,
  /**
   * Strength of the penalty l1·Σ|w|. With it, least squares is `ElasticNet(alpha=(l1 + l2)/n, l1_ratio=l1/(l1 + l2))`, logistic loss
   * `LogisticRegression(C=1/(l1 + l2), l1_ratio=l1/(l1 + l2))`.
   */
  l1: v.exactOptional(strength),
  /** Of a number; classes have their own. */
  loss: v.exactOptional(v.picklist(losses)),
  /** Of Huber's loss: multiples of the scale of the residuals from which one counts by its size rather than its square. */
  epsilon: v.exactOptional(v.pipe(v.number(), v.minValue(epsilons.minimum), v.maxValue(epsilons.maximum))),
  /** `chosen`: the strength is chosen by rows that the fit has not seen; `l2` counts only where there are none. */
  penalty: v.exactOptional(v.picklist(penalties)),
  /** Of a chosen strength s: l1 = share · s, l2 = (1 − share) · s. */
  l1Share: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
});

/** The settings, with what a recipe leaves unsaid. */
export type GlmSettings = Required<v.InferOutput<typeof glmSettings>>;
/** What a number's loss is decided by. */
export type NumberLoss = Pick<GlmSettings, 'loss' | 'epsilon'>;

const whereHuber = { key: 'loss', is: 'huber' };
const whereFixed = { key: 'penalty', is: 'fixed' };
const whereChosen = { key: 'penalty', is: 'chosen' };

export const glm: ModelFamily = {
  id: 'glm',
  architectures: ['glm'],
  offers: () => ['glm'],
  needsBackend: false,
  isDeterministic: true,
  fields: [
    { kind: 'choice', key: 'loss', options: losses, learns: 'number', unsaid: unsaid.loss },
    {
      kind: 'number',
      key: 'epsilon',
      ...epsilons,
      learns: 'number',
      unsaid: unsaid.epsilon,
      where: whereHuber,
    },
    { kind: 'choice', key: 'penalty', options: penalties, unsaid: unsaid.penalty },
    { kind: 'number', key: 'l2', minimum: 0, maximum: most, where: whereFixed },
    { kind: 'number', key: 'l1', minimum: 0, maximum: most, unsaid: unsaid.l1, where: whereFixed },
    { kind: 'number', key: 'l1Share', minimum: 0, maximum: 1, unsaid: unsaid.l1Share, where: whereChosen },
  ],
  // The strength of the penalty is chosen inside of each fit; what is left is its kind.
  space: () => [{ path: 'settings.l1Share', kind: 'choice', values: [0, 0.5, 1] }],
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
  if (parsed.success) return { ...unsaid, ...parsed.output };
  const [issue] = parsed.issues;
  const field = ['model.settings', v.getDotPath(issue)].filter(Boolean).join('.');
  throw new HearthError('recipe_invalid', { field }, { expected: issue.expected ?? '' }, issue.message);
}
