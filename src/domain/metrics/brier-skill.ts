// Brier skill score: what part of the Brier score of always saying each class's share of these rows is gone; 0 where that is 0.
import { confusion } from '../predictions/judged-classes';
import { brierScore } from './brier';
import { threeDecimals, type Metric } from './metric';

export const brierSkill: Metric<'classification'> = {
  name: 'brierSkill',
  reads: 'classification',
  term: { en: 'Brier skill score', 'zh-CN': 'Brier 技能分数' },
  unit: '',
  direction: 'higher',
  range: [-Infinity, 1],
  shown: threeDecimals,
  listed: false,
  compute(rows) {
    const reference = baseRateBrier(rows.of(confusion), rows.rows);
    return reference === 0 ? 0 : 1 - rows.of(brierScore) / reference;
  },
};

function baseRateBrier(counts: readonly (readonly number[])[], n: number): number {
  const shares = counts.map((row) => row.reduce((sum, count) => sum + count, 0) / n);
  if (shares.length === 2) return shares[0]! * shares[1]!;
  return 1 - shares.reduce((sum, share) => sum + share * share, 0);
}
