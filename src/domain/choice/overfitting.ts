// Whether a judged run overfits: its kept weights do clearly worse on validation than on the rows that they learnt from. The same rule for
// every family whose score on training rows says anything; what the curves did after the kept epoch does not count.
import type { Recipe } from '../../contract/model/recipe';
import type { JudgementRow as Judgement } from '../../contract/project/rows';
import { findMetric, higherIsBetter } from '../metrics/registry';
import { primaryOf } from './judged-runs';

/** Part of the training value by which a score may fall, or an error rise, before it is called overfitting. */
const tolerated = { higher: 0.05, lower: 0.15 } as const;

/** Families beside nets whose score on the rows that they learnt from can be held against another. */
const comparable: readonly string[] = ['glm', 'linear'];

/**
 * Whether a model's score on training rows says anything: trees, forests and neighbors know these rows by heart, and predict others well all
 * the same.
 */
export function learnsByHeart({ model }: Pick<Recipe, 'model'>): boolean {
  return !('layers' in model) && !comparable.includes(model.family);
}

/** The two values that differ too much. */
export interface Overfit {
  metric: string;
  train: number;
  validation: number;
}

/**
 * The gap between training and validation in the primary metric, where it is larger than tolerated and than chance explains; else null.
 * Chance: half the test set's 5–95 % interval, widened as the validation set has fewer rows; and a gap that the test rows do not show.
 */
export function overfitOf(
  judgement: Pick<Judgement, 'primary' | 'train' | 'validation' | 'test' | 'interval'>,
): Overfit | null {
  const { primary: metric, train, validation, test, interval } = judgement;
  const [learnt, held] = [primaryOf(judgement, train), primaryOf(judgement, validation)];
  if (learnt === null || held === null || validation.rows === 0) return null;
  const gapTo = (value: number) => (higherIsBetter(metric) ? learnt - value : value - learnt);
  const tested = primaryOf(judgement, test);
  const chance = ((interval[1] - interval[0]) / 2) * Math.sqrt(test.rows / validation.rows);
  const least = tolerated[findMetric(metric)?.direction ?? 'higher'] * Math.abs(learnt);
  if (tested !== null && gapTo(tested) <= least) return null;
  return gapTo(held) > Math.max(chance, least) ? { metric, train: learnt, validation: held } : null;
}
