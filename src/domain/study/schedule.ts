// Which candidate a study tries next. It looks at the plan and at the trials that are over, so that a study which was cut off goes on alike.
import type { StudyPlan, Trial } from '../../contract/project/study';

type Tried = Pick<Trial, 'candidate' | 'state' | 'score'>;

/** Of seven trials that tune, so many for the best candidate, the second and the third: the best may be so by chance, as yet. */
const turns = [0, 1, 0, 2, 0, 1, 0] as const;

/** Whether a score is better than another; any is better than none. */
export function isBetter(
  { direction }: Pick<StudyPlan, 'direction'>,
  score: number | null,
  other: number | null,
): boolean {
  if (score === null) return false;
  if (other === null) return true;
  return direction === 'higher' ? score > other : score < other;
}

/** The best score of a candidate's complete trials; null where it has none. */
export function bestOf(
  plan: Pick<StudyPlan, 'direction'>,
  trials: readonly Tried[],
  candidate: number,
): number | null {
  return trials
    .filter((trial) => trial.candidate === candidate && trial.state === 'complete')
    .reduce<number | null>((best, { score }) => (isBetter(plan, score, best) ? score : best), null);
}

/** The place of the candidate whose turn it is; null where nothing is left to try. */
export function nextCandidate(
  plan: Pick<StudyPlan, 'candidates' | 'direction'>,
  trials: readonly Tried[],
): number | null {
  const tried = new Set(trials.map(({ candidate }) => candidate));
  const untried = plan.candidates.findIndex((_, place) => !tried.has(place));
  if (untried >= 0) return untried;
  const tunable = plan.candidates
    .map(({ space }, place) => ({ place, space, best: bestOf(plan, trials, place) }))
    .filter(({ space, best }) => space !== null && best !== null)
    .sort((a, b) =>
      isBetter(plan, a.best, b.best) ? -1 : isBetter(plan, b.best, a.best) ? 1 : a.place - b.place,
    );
  const turn = turns[(trials.length - plan.candidates.length) % turns.length]!;
  return tunable[Math.min(turn, tunable.length - 1)]?.place ?? null;
}
