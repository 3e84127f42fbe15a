// How large one sample will be before anything is fitted. The engine's fitted preprocessing has the last word.
import type { DatasetVersion } from '../../../../contract/data/dataset';
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
    if (column.type === 'image' && column.shape) return [...column.shape];
    if (column.type === 'category')
      width += Math.min(column.categories.length, preprocessing.category.maxCategories) + 1;
    else if (column.type === 'number' || column.type === 'datetime') {
      const hasMissing = (profiles.get(name)?.missing ?? 0) > 0;
      width += preprocessing.number.missingIndicator && hasMissing ? 2 : 1;
    }
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
  if (column?.type === 'category') return classes(column.categories.length);
  return classes(dataset.profiles.find(({ name }) => name === recipe.target)?.distinct ?? 0);
}
