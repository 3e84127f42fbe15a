// k nearest neighbours (Cover and Hart 1967): answers with what the most similar training rows have, by Euclidean distance of the encoded columns.
// The model is its training rows. No numerics here: the data worker loads this file.
import * as v from 'valibot';
import type { SettingsRecipe } from '../../../contract/model/recipe';
import { HearthError } from '../../../contract/transport/fault';
import type { ModelFamily } from '../family';

const bounds = { minimum: 1, maximum: 1000 };
const choices = ['chosen', 'fixed'] as const;
const weights = ['uniform', 'distance'] as const;

const knnSettings = v.strictObject({
  /** `chosen`: the number of neighbours is that of a few with the lowest loss on rows that the model has not seen. */
  number: v.picklist(choices),
  neighbors: v.pipe(v.number(), v.integer(), v.minValue(bounds.minimum), v.maxValue(bounds.maximum)),
  /** How much a neighbour counts: all alike, or 1 / distance. */
  weights: v.picklist(weights),
});
export type KnnSettings = v.InferOutput<typeof knnSettings>;

/** Products up to which a search tries it: some seconds a trial. */
const mostSearched = 4e9;

export const knn: ModelFamily = {
  id: 'knn',
  architectures: ['knn'],
  offers: (_task, kind) => (kind === 'table' ? ['knn'] : []),
  needsBackend: false,
  isDeterministic: true,
  // All rows are held against all others, more than once.
  isTried: ({ rows, columns }) => rows * rows * columns <= mostSearched,
  space: () => [{ path: 'settings.weights', kind: 'choice', values: [...weights] }],
  fields: [
    { kind: 'choice', key: 'number', options: choices },
    { kind: 'number', key: 'neighbors', ...bounds, integer: true, where: { key: 'number', is: 'fixed' } },
    { kind: 'choice', key: 'weights', options: weights },
  ],
  draft({ dataset, subject: { seed, ...data } }): SettingsRecipe {
    if (dataset.kind !== 'table') throw new HearthError('recipe_invalid', { field: 'model.family' });
    const settings: KnnSettings = { number: 'chosen', neighbors: 15, weights: 'uniform' };
    return { format: 2, ...data, model: { family: 'knn', settings: { ...settings } }, seed };
  },
  validate(recipe) {
    if (recipe.format !== 2) throw new HearthError('recipe_invalid', { field: 'format' });
    settingsOf(recipe);
    return recipe;
  },
};

/** The settings of a recipe, checked. Throws `recipe_invalid` with the field. */
export function settingsOf(recipe: SettingsRecipe): KnnSettings {
  const parsed = v.safeParse(knnSettings, recipe.model.settings);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const field = ['model.settings', v.getDotPath(issue)].filter(Boolean).join('.');
  throw new HearthError('recipe_invalid', { field }, { expected: issue.expected ?? '' }, issue.message);
}
