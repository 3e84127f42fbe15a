// Gradient-boosted decision trees over histograms: for tables. No numerics here: the data worker loads this file.
import type { SettingsRecipe } from '../../../contract/model/recipe';
import { HearthError } from '../../../contract/transport/fault';
import type { ModelFamily } from '../family';
import { treeSpace } from './space';
import { settingsOf, startSettings, treeFields } from './settings';

export const trees: ModelFamily = {
  id: 'trees',
  architectures: ['trees'],
  offers: (_task, kind) => (kind === 'table' ? ['trees'] : []),
  needsBackend: false,
  isDeterministic: true,
  fields: treeFields,
  space: treeSpace,
  treatment: (spec) => ({ ...spec, native: true }),
  draft({ dataset, subject: { seed, ...data } }): SettingsRecipe {
    if (dataset.kind !== 'table') throw new HearthError('recipe_invalid', { field: 'model.family' });
    const { train, validation } = data.split;
    const rows = {
      train: Math.round(dataset.rows * train),
      validation: Math.round(dataset.rows * validation),
    };
    return {
      format: 2,
      ...data,
      model: { family: 'trees', settings: { ...startSettings(rows) } },
      seed,
    };
  },
  validate(recipe) {
    if (recipe.format !== 2) throw new HearthError('recipe_invalid', { field: 'format' });
    settingsOf(recipe);
    return recipe;
  },
};
