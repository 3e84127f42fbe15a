// The preprocessing of a recipe as its family wants it. The recipe keeps what the data plan says: a baseline of the same rows, and another
// family with the same plan, have theirs from it.
import { canonicalJson } from '../../domain/hashing/canonical';
import type { PreprocessingSpec, Recipe } from '../../contract/model/recipe';
import { familyOf } from './registry';

/** How the columns of a recipe are encoded. Throws `recipe_invalid` where no family knows its model. */
export function treatmentOf({
  model,
  preprocessing,
}: Pick<Recipe, 'model' | 'preprocessing'>): PreprocessingSpec {
  return familyOf(model.family).treatment?.(preprocessing) ?? preprocessing;
}

/**
 * Every way in which the columns of a recipe are encoded, one after another in a sample: of a model that is made of others, those of its
 * members, each once.
 */
export function treatmentsOf(recipe: Recipe): readonly PreprocessingSpec[] {
  const members = recipe.format === 2 ? familyOf(recipe.model.family).members?.(recipe) : undefined;
  if (!members) return [treatmentOf(recipe)];
  const byText = new Map(members.map(treatmentOf).map((each) => [canonicalJson(each), each]));
  return [...byText.values()];
}
