// The preprocessing of a recipe as its family wants it. The recipe keeps what the data plan says: a baseline of the same rows, and another
// family with the same plan, have theirs from it.
import type { PreprocessingSpec, Recipe } from '../../contract/model/recipe';
import { familyOf } from './registry';

/** How the columns of a recipe are encoded. Throws `recipe_invalid` where no family knows its model. */
export function treatmentOf({
  model,
  preprocessing,
}: Pick<Recipe, 'model' | 'preprocessing'>): PreprocessingSpec {
  return familyOf(model.family).treatment?.(preprocessing) ?? preprocessing;
}
