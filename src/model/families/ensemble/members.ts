// The members of an ensemble as its recipe names them: `families` and `weights` in order, and the settings of each as `member1`, `member2`, …
import * as v from 'valibot';
import type { JsonObject } from '../../../contract/model/json';
import type { SettingsRecipe } from '../../../contract/model/recipe';
import { HearthError } from '../../../contract/transport/fault';

/** Most models that answer together. */
export const mostMembers = 20;

const weight = v.pipe(v.number(), v.finite(), v.gtValue(0), v.maxValue(1));
const listed = v.pipe(
  v.looseObject({
    /** Architectures, such as `trees`. */
    families: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(mostMembers)),
    /** They add up to 1. */
    weights: v.array(weight),
  }),
  v.check(({ families, weights }) => families.length === weights.length, 'a weight for each family'),
  v.check(
    ({ weights }) => Math.abs(weights.reduce((sum, each) => sum + each, 0) - 1) < 1e-6,
    'weights that add up to 1',
  ),
);

/** A model of an ensemble, and how much its answer counts. */
export interface Member {
  recipe: SettingsRecipe;
  weight: number;
}

const keyOf = (place: number) => `member${String(place + 1)}`;
const isSettings = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The members of a recipe, each as a recipe of the same data. Throws `recipe_invalid` with the field. */
export function membersOf(recipe: SettingsRecipe): Member[] {
  const parsed = v.safeParse(listed, recipe.model.settings);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const field = ['model.settings', v.getDotPath(issue)].filter(Boolean).join('.');
    throw new HearthError('recipe_invalid', { field }, { expected: issue.expected ?? '' }, issue.message);
  }
  const { families, weights } = parsed.output;
  return families.map((family, place) => {
    const settings: unknown = recipe.model.settings[keyOf(place)];
    if (!isSettings(settings))
      throw new HearthError('recipe_invalid', { field: `model.settings.${keyOf(place)}` });
    return { recipe: { ...recipe, model: { family, settings } }, weight: weights[place]! };
  });
}

/** The recipe of an ensemble of these, which all learn the same from the same rows. Throws `recipe_invalid` for one of a net. */
export function ensembleRecipe(members: readonly Member[]): SettingsRecipe {
  const [first] = members;
  if (!first) throw new HearthError('recipe_invalid', { field: 'model.settings.families' });
  const settings: Record<string, unknown> = {
    families: members.map(({ recipe }) => recipe.model.family),
    weights: members.map(({ weight: each }) => each),
  };
  for (const [place, { recipe }] of members.entries()) settings[keyOf(place)] = recipe.model.settings;
  return { ...first.recipe, model: { family: 'ensemble', settings: settings as JsonObject } };
}
