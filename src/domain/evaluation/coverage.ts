// How much has to be measured before a number is shown. Apart from the catalogue, since the start screen draws rings too.
import type { DimensionScore } from '../../contract/project/evaluation';

/** Of all that is due. */
export const leastCoverage = 0.8;
/** A dimension below this withholds the headline, and has no score of its own to show. */
export const leastDimensionCoverage = 0.6;

/** The score of a dimension as it is shown; null where too little of it is measured for one number. */
export function shownScore({ score, coverage }: Pick<DimensionScore, 'score' | 'coverage'>): number | null {
  return coverage >= leastDimensionCoverage ? score : null;
}
