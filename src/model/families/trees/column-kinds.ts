// What the encoded columns of a fitted preprocessing are to a tree: levels where a category was kept as one, else numbers.
import { encodedNames } from '../../../contract/data/fitted-features';
import type { FittedPreprocessing } from '../../../contract/model/run';
import type { ColumnKind } from './binning/columns';

/** One an encoded column, in order. */
export function columnKinds({ features }: Pick<FittedPreprocessing, 'features'>): ColumnKind[] {
  return features.flatMap((feature): ColumnKind[] => {
    // One more for levels that have none of their own.
    if (feature.kind === 'codes' && !feature.ordered)
      return [{ kind: 'levels', levels: feature.categories.length + 1 }];
    return encodedNames(feature).map(() => ({ kind: 'number' }));
  });
}
