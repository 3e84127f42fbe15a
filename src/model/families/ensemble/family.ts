// Models that answer together, each with its weight. A search makes them; nobody drafts one by hand. No numerics here.
import { HearthError } from '../../../contract/transport/fault';
import type { ModelFamily } from '../family';
import { membersOf } from './members';

export const ensemble: ModelFamily = {
  id: 'ensemble',
  architectures: ['ensemble'],
  offers: () => [],
  needsBackend: false,
  isDeterministic: true,
  fields: [],
  members: (recipe) => membersOf(recipe).map((member) => member.recipe),
  draft() {
    throw new HearthError('recipe_invalid', { field: 'model.family' });
  },
  validate(recipe) {
    if (recipe.format !== 2) throw new HearthError('recipe_invalid', { field: 'format' });
    membersOf(recipe);
    return recipe;
  },
};
