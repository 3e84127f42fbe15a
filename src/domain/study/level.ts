// Which models of a study are as good as its best, as far as folds can tell. Pure.
import type { Finalist, StudyPlan } from '../../contract/model/search/study';
import { spreadOf } from '../choice/cross-validation';

/**
 * Whether scores on the same folds differ by no more than one standard error of their paired differences: the mean difference against
 * the deviation of the differences over √n. Folds share training rows, so that this is a rule of thumb and no test.
 */
export function isLevelWith(
  { direction }: Pick<StudyPlan, 'direction'>,
  first: readonly number[],
  other: readonly number[],
): boolean {
  if (first.length < 2 || first.length !== other.length) return false;
  const sign = direction === 'higher' ? 1 : -1;
  const { mean, stdDev } = spreadOf(first.map((score, fold) => sign * (score - other[fold]!)));
  return mean <= (stdDev ?? 0) / Math.sqrt(first.length);
}

/**
 * The finalist that is taken where only one is: the best, unless the linear baseline (the first trial) is level with it. The best of many is
 * in part so by chance, and a simple model that is level with it is seldom worse on other rows (the one-standard-error rule of Breiman et al.
 * 1984). null of none.
 */
export function chosenFinalist(
  plan: Pick<StudyPlan, 'direction'>,
  finalists: readonly Finalist[],
): Finalist | null {
  const [first] = finalists;
  if (!first) return null;
  const baseline = finalists.find(({ trial }) => trial === 1);
  return baseline && isLevelWith(plan, first.scores, baseline.scores) ? baseline : first;
}
