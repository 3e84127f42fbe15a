// Which models are not beaten in both score and speed (the Pareto frontier). Pure.
import type { StudyPlan } from '../../../../../contract/model/search/study';
import { isBetter } from '../../../../../domain/study/schedule';

export interface Measured {
  score: number;
  /** Of predicting 1,000 rows. */
  secondsPer1000: number;
}

/** From the fastest to the slowest: each is better than all that are faster. */
export function frontierOf<T extends Measured>(
  plan: Pick<StudyPlan, 'direction'>,
  models: readonly T[],
): T[] {
  const bySpeed = models.toSorted(
    (a, b) => a.secondsPer1000 - b.secondsPer1000 || (isBetter(plan, a.score, b.score) ? -1 : 1),
  );
  const frontier: T[] = [];
  for (const model of bySpeed)
    if (isBetter(plan, model.score, frontier.at(-1)?.score ?? null)) frontier.push(model);
  return frontier;
}
