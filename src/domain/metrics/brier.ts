// Brier score: mean squared distance to the truth, of p(1) where there are two classes, else summed over classes (Brier 1950).
import type { JudgedClasses } from '../predictions/judged-classes';
import { threeDecimals, type Metric } from './metric';

export const brier: Metric<'classification'> = {
  name: 'brier',
  reads: 'classification',
  term: { en: 'Brier score', 'zh-CN': 'Brier 分数' },
  unit: '',
  direction: 'lower',
  range: [0, 2],
  shown: threeDecimals,
  inCard: false,
  compute: (rows) => rows.of(brierScore),
};

/** The score, shared with the skill score. */
export function brierScore({ probabilities, labels, k }: JudgedClasses): number {
  let sum = 0;
  for (let row = 0; row < labels.length; row++) {
    for (let label = k === 2 ? 1 : 0; label < k; label++) {
      sum += (probabilities[row * k + label]! - Number(labels[row] === label)) ** 2;
    }
  }
  return sum / labels.length;
}
