// The course of a search: which trial was the best so far at each moment, and what the last part of its time added. Pure.
import type { StudyPlan, Trial } from '../../../../../contract/model/search/study';
import { isBetter } from '../../../../../domain/study/schedule';

/** A trial that became the best when it ended. */
export interface Improvement {
  seconds: number;
  score: number;
  trial: number;
}

/** In the order of time; of complete trials. */
export function improvements(plan: Pick<StudyPlan, 'direction'>, trials: readonly Trial[]): Improvement[] {
  const best: Improvement[] = [];
  const complete = trials.filter(({ state, score }) => state === 'complete' && score !== null);
  for (const { number, endedAt, score } of complete.toSorted((a, b) => a.endedAt - b.endedAt))
    if (isBetter(plan, score, best.at(-1)?.score ?? null))
      best.push({ seconds: endedAt, score: score!, trial: number });
  return best;
}

/** By how much the best score changed in the last third of the time; null before there was a best at its beginning. */
export function lateGain(best: readonly Improvement[], secondsUsed: number): number | null {
  const before = best.findLast(({ seconds }) => seconds <= (2 / 3) * secondsUsed);
  const last = best.at(-1);
  return before && last ? Math.abs(last.score - before.score) : null;
}
