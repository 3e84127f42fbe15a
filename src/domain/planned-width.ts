// How wide columns become in an encoded sample before anything is fitted: from the data's profile and the recipe's preprocessing.
import { columnTypes } from '../contract/data/column-types';
import type { Column, ColumnProfile } from '../contract/data/dataset';
import type { PreprocessingSpec } from '../contract/model/recipe';

/** Encoded columns of one feature; training rows alone may give a few less. */
export function plannedWidth(
  column: Column,
  profile: Pick<ColumnProfile, 'missing'> | undefined,
  { category, number }: PreprocessingSpec,
): number {
  return columnTypes[column.type].plannedWidth({
    categories: column.categories.length,
    hasMissing: (profile?.missing ?? 0) > 0,
    shape: column.shape,
    maxCategories: category.maxCategories,
    missingIndicator: number.missingIndicator,
  });
}
