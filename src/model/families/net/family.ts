// Nets: layers of their own choice, trained by gradients on a backend. The numerics are in model/net.
import { isNetRecipe, netFamily, type NetFamily } from '../../../contract/model/recipe';
import { HearthError } from '../../../contract/transport/fault';
import type { ModelFamily } from '../family';
import { draftNet } from './draft';

export const net: ModelFamily = {
  id: 'net',
  architectures: netFamily.options,
  offers: (_task, kind) => (kind === 'images' ? ['convolutional', 'dense'] : ['dense']),
  needsBackend: true,
  isDeterministic: true,
  fields: [],
  draft({ architecture, ...input }) {
    return draftNet(architectureOf(architecture), input);
  },
  validate(recipe) {
    if (!isNetRecipe(recipe)) throw new HearthError('recipe_invalid', { field: 'format' });
    return recipe;
  },
};

function architectureOf(name: string): NetFamily {
  const found = netFamily.options.find((option) => option === name);
  if (!found) throw new HearthError('recipe_invalid', { field: 'model.family' }, { family: name });
  return found;
}
