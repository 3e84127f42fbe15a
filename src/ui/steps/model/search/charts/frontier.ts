// Which models none beats in both score and speed, as a line from the fastest to the slowest. Pure.
import type { StudyPlan } from '../../../../../contract/model/search/study';
import { paretoFront } from '../../../../../domain/search/pareto';

export interface Measured {
  score: number;
  /** Of predicting 1,000 rows. */
  secondsPer1000: number;
}

/** From the fastest to the slowest: each is better than all that are faster. */
export function frontierOf<T extends Measured>(
  { direction }: Pick<StudyPlan, 'direction'>,
  models: readonly T[],
): T[] {
  const values = models.map(({ score, secondsPer1000 }) => [score, secondsPer1000]);
  return paretoFront(values, [direction, 'lower'])
    .map((place) => models[place]!)
    .toSorted((a, b) => a.secondsPer1000 - b.secondsPer1000);
}
