// What the encoded columns of a fitted preprocessing are to naive Bayes: categories by their levels, all else as numbers.
import { encodedNames } from '../../../contract/data/fitted-features';
import type { FittedPreprocessing } from '../../../contract/model/run';

/** One encoded column; `levels` are null of a number, and its last one is "any other" where levels have no order. */
export interface ColumnOfBayes {
  name: string;
  levels: readonly string[] | null;
}

/** What stands for levels that training did not see, or saw too seldom. */
export const otherLevel = 'any other';

/** One an encoded column, in order. */
export function columnsOf({ features }: Pick<FittedPreprocessing, 'features'>): ColumnOfBayes[] {
  return features.flatMap((feature): ColumnOfBayes[] => {
    if (feature.kind === 'codes') {
      const { column, categories, ordered } = feature;
      return [{ name: column, levels: ordered ? categories : [...categories, otherLevel] }];
    }
    return encodedNames(feature).map((name) => ({ name, levels: null }));
  });
}

/** The place of a value among levels; −1 of one that is missing or has no place. */
export function levelOf(value: number, levels: number): number {
  return value >= 0 && value < levels && Number.isInteger(value) ? value : -1;
}
