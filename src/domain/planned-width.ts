// How wide columns become in an encoded sample before anything is fitted: from the data's profile and the recipe's preprocessing.
import { fittedKinds } from '../contract/data/fitted-features';
import type { Column, ColumnProfile } from '../contract/data/dataset';
import type { PreprocessingSpec } from '../contract/model/recipe';
import { fittedKindOf } from './columns/fitted-kind';

/** Encoded columns of one feature; training rows alone may give a few less. */
export function plannedWidth(
  column: Column,
  profile: Pick<ColumnProfile, 'missing'> | undefined,
  spec: PreprocessingSpec,
): number {
  const kind = fittedKindOf(column, spec);
  if (kind === null) return 0;
  return fittedKinds[kind].plannedWidth({
    categories: column.categories.length,
    hasMissing: (profile?.missing ?? 0) > 0,
    shape: column.shape,
    maxCategories: spec.category.maxCategories,
    missingIndicator: spec.number.missingIndicator,
  });
}
