// Random forests (Breiman 2001) and extremely randomised trees (Geurts, Ernst and Wehenkel 2006): for tables. No numerics here: the data
// worker loads this file.
import type { SettingsRecipe } from '../../../contract/model/recipe';
import { HearthError } from '../../../contract/transport/fault';
import { taskNamed } from '../../../domain/tasks/registry';
import type { ModelFamily } from '../family';
import { forestSpace } from './space';
import { forestFields, settingsOf, startSettings } from './settings';

const architectures = ['random-forest', 'extra-trees'] as const;

export const forests: ModelFamily = {
  id: 'forests',
  architectures,
  offers: (_task, kind) => (kind === 'table' ? architectures : []),
  needsBackend: false,
  isDeterministic: true,
  fields: forestFields,
  space: forestSpace,
  treatment: (spec) => ({ ...spec, native: true }),
  draft({ architecture, dataset, subject: { seed, ...data } }): SettingsRecipe {
    if (dataset.kind !== 'table') throw new HearthError('recipe_invalid', { field: 'model.family' });
    const { learns } = taskNamed(data.task).target;
    const settings = startSettings(architecture, learns);
    return { format: 2, ...data, model: { family: architecture, settings: { ...settings } }, seed };
  },
  validate(recipe) {
    if (recipe.format !== 2) throw new HearthError('recipe_invalid', { field: 'format' });
    settingsOf(recipe);
    return recipe;
  },
};
