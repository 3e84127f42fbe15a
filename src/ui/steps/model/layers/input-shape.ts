// How large one sample will be before anything is fitted. The engine's fitted preprocessing has the last word.
import { columnTypes } from '../../../../contract/data/column-types';
import type { DatasetVersion } from '../../../../contract/data/dataset';
import { plannedWidth } from '../../../../domain/treatments/planned-width';
import type { Recipe } from '../../../../contract/model/recipe';
import { taskNamed } from '../../../../domain/tasks/registry';

/**
 * Shape of one encoded sample: [height, width, channels] for images, else [width]. Counted over all rows, so a table's
 * width may be a few columns above what training rows alone give: null where no feature can be encoded.
 */
export function inputShapeOf(
  dataset: Pick<DatasetVersion, 'columns' | 'profiles'>,
  { features, preprocessing }: Pick<Recipe, 'features' | 'preprocessing'>,
): number[] | null {
  const columns = new Map(dataset.columns.map((column) => [column.name, column]));
  const profiles = new Map(dataset.profiles.map((profile) => [profile.name, profile]));
  let width = 0;
  for (const name of features) {
    const column = columns.get(name);
    if (!column) continue;
    if (columnTypes[column.type].feature === 'alone' && column.shape) return [...column.shape];
    width += plannedWidth(column, profiles.get(name), preprocessing);
  }
  return width > 0 ? [width] : null;
}

/** Number of classes of the recipe's target; 0 where it is a number. */
export function classCountOf(
  dataset: Pick<DatasetVersion, 'columns' | 'profiles'>,
  recipe: Pick<Recipe, 'target' | 'task'>,
): number {
  const { classes } = taskNamed(recipe.task).target;
  const column = dataset.columns.find(({ name }) => name === recipe.target);
  if (column && columnTypes[column.type].target.classes === 'any') return classes(column.categories.length);
  return classes(dataset.profiles.find(({ name }) => name === recipe.target)?.distinct ?? 0);
}
