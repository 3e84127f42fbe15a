// A trial's recipe: its candidate's, with the values that were proposed.
import type { Json } from '../../contract/model/json';
import type { Recipe, SettingsRecipe } from '../../contract/model/recipe';
import type { Proposal } from '../../contract/model/search/search-space';
import { HearthError } from '../../contract/transport/fault';

/** Before the names of a family's settings in paths of its space. */
export const settingPrefix = 'settings.';

/** The recipe with these values in its settings. Throws `recipe_invalid` for a path that is no setting. */
export function withValues(recipe: Recipe, values: Proposal): Recipe {
  const changes = Object.entries(values);
  if (changes.length === 0) return recipe;
  if (recipe.format !== 2) throw new HearthError('recipe_invalid', { field: 'format' });
  const settings: Record<string, Json> = { ...recipe.model.settings };
  for (const [path, value] of changes) {
    if (!path.startsWith(settingPrefix)) throw new HearthError('recipe_invalid', { field: path });
    settings[path.slice(settingPrefix.length)] = value;
  }
  const model: SettingsRecipe['model'] = { ...recipe.model, settings };
  return { ...recipe, model };
}
