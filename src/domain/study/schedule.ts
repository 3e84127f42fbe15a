// Which candidate a study tries next. It looks at the plan and at earlier trials, so that a study which was cut off goes on alike.
import type { StudyPlan, Trial } from '../../contract/model/search/study';
import { foldsOf } from './folds-of';

type Tried = Pick<Trial, 'number' | 'candidate' | 'state' | 'score' | 'scores'>;
type Direction = Pick<StudyPlan, 'direction'>;

/** Of seven trials that tune, so many for the best candidate, the second and the third: the best may be so by chance, as yet. */
const turns = [0, 1, 0, 2, 0, 1, 0] as const;

/** Whether a score is better than another; any is better than none. */
export function isBetter({ direction }: Direction, score: number | null, other: number | null): boolean {
  if (score === null) return false;
  if (other === null) return true;
  return direction === 'higher' ? score > other : score < other;
}

/** The best complete trial of a candidate; null where it has none. */
export function bestTrial<Each extends Tried>(
  plan: Direction,
  trials: readonly Each[],
  candidate: number,
): Each | null {
  return trials
    .filter((trial) => trial.candidate === candidate && trial.state === 'complete')
    .reduce<Each | null>(
      (best, trial) => (isBetter(plan, trial.score, best?.score ?? null) ? trial : best),
      null,
    );
}

/**
 * The last trial that one of this number is proposed from: those after it may still be under way. Tuning begins when every candidate was
 * tried once.
 */
export function lastKnown(
  { candidates, lanes }: Pick<StudyPlan, 'candidates' | 'lanes'>,
  number: number,
): number {
  return number <= candidates.length ? number - lanes : Math.max(candidates.length, number - lanes);
}

/**
 * The place of the candidate that the trial of this number is of, by the trials that were over when it was proposed; null where nothing is
 * worth a try. Each comes once with its own settings. Then those are tuned that come near the best: whose best fold is no worse than its
 * worst.
 */
export function candidateOf(
  plan: Pick<StudyPlan, 'candidates' | 'direction' | 'judging'>,
  known: readonly Tried[],
  number: number,
): number | null {
  if (number <= plan.candidates.length) return number - 1;
  const ranked = plan.candidates
    .map((_, place) => ({ place, best: bestTrial(plan, known, place) }))
    .filter((each): each is { place: number; best: Tried } => each.best !== null)
    .sort((a, b) => order(plan, a.best.score, b.best.score) || a.place - b.place);
  const [leader] = ranked;
  if (!leader) return null;
  const isNear = ({ scores }: Tried) =>
    foldsOf(plan.judging) === 1 ||
    !isBetter(plan, extreme(plan, leader.best.scores, -1), extreme(plan, scores, 1));
  const tunable = ranked.filter(({ place, best }) => plan.candidates[place]?.space && isNear(best));
  const turn = turns[(number - plan.candidates.length - 1) % turns.length]!;
  return tunable[Math.min(turn, tunable.length - 1)]?.place ?? null;
}

/** Negative where the first is better. */
function order(plan: Direction, a: number | null, b: number | null): number {
  return Number(isBetter(plan, b, a)) - Number(isBetter(plan, a, b));
}

/** The best score (1) or the worst (−1). */
function extreme({ direction }: Direction, scores: readonly number[], side: 1 | -1): number {
  return (direction === 'higher') === (side === 1) ? Math.max(...scores) : Math.min(...scores);
}
