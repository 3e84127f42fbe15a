// How wide columns become in an encoded sample before anything is fitted: from the data's profile and the recipe's preprocessing.
import { fittedKinds } from '../../contract/data/fitted-features';
import type { Column, ColumnProfile } from '../../contract/data/dataset';
import type { PreprocessingSpec } from '../../contract/model/recipe';
import { mostTerms } from './text-limits';
import { fittedKindOf, specOfColumn } from './fitted-kind';

/** Encoded columns of one feature; training rows alone may give a few less. */
export function plannedWidth(
  column: Column,
  profile: Pick<ColumnProfile, 'missing' | 'distinct'> | undefined,
  preprocessing: PreprocessingSpec,
): number {
  const kind = fittedKindOf(column, preprocessing);
  if (kind === null) return 0;
  const spec = specOfColumn(preprocessing, column);
  return fittedKinds[kind].plannedWidth({
    categories: column.categories.length,
    hasMissing: (profile?.missing ?? 0) > 0,
    shape: column.shape,
    maxCategories: spec.category.maxCategories,
    missingIndicator: spec.number.missingIndicator,
    maxTerms: mostTerms(profile?.distinct ?? Infinity, spec.text?.maxTerms ?? 0),
  });
}
