import { describe, expect, it } from 'vitest';
import {
  fitLearningCurve,
  gainFromRows,
  rowsForScore,
  scoreWithRows,
  type LearningCurve,
  type SizedScore,
} from '../../../../src/domain/search/learning-curve';
import type { Direction } from '../../../../src/domain/search/pareto';
import golden from '../../../fixtures/golden/search.json';

function fitted(points: readonly SizedScore[], direction: Direction = 'higher'): LearningCurve {
  const fit = fitLearningCurve(points, direction);
  if (fit.kind === 'refused') throw new Error(fit.reason);
  return fit.curve;
}

const exact = [50, 100, 300, 1000, 4000].map((rows) => ({ rows, score: 0.9 - 2 * rows ** -0.5 }));

describe('a learning curve', () => {
  // Expected values: SciPy's curve_fit, see scripts/golden/search.py.
  it.each(golden.learningCurves)(
    'is that of SciPy ($direction is better)',
    ({ points, direction, ...expected }) => {
      const curve = fitted(points, direction as Direction);
      expect(curve.limit).toBeCloseTo(expected.limit, 6);
      expect(curve.amplitude).toBeCloseTo(expected.amplitude, 6);
      expect(curve.exponent).toBeCloseTo(expected.exponent, 5);
      const { value, low, high } = scoreWithRows(curve, 12_800);
      expect(value).toBeCloseTo(expected.twice.value, 7);
      expect((high - low) / 2).toBeCloseTo(expected.twice.half, 6);
    },
  );

  it('finds a power law without noise, and what more rows bring', () => {
    const curve = fitted(exact);
    expect(curve.limit).toBeCloseTo(0.9, 7);
    expect(curve.exponent).toBeCloseTo(0.5, 6);
    expect(scoreWithRows(curve, 10_000).value).toBeCloseTo(0.88, 7);
    const gain = gainFromRows(curve, 4000, 8000);
    expect(gain.value).toBeCloseTo(2 * (4000 ** -0.5 - 8000 ** -0.5), 7);
    expect(gain.high - gain.low).toBeLessThan(1e-6);
    expect(rowsForScore(curve, 0.88)).toBeGreaterThan(9_990);
    expect(rowsForScore(curve, 0.88)).toBeLessThan(10_010);
    expect(rowsForScore(curve, 0.91)).toBeNull();
  });

  it('is as sure of a gain as of the scores that it lies between', () => {
    const curve = fitted(golden.learningCurves[0]!.points);
    const [from, to, gain] = [
      scoreWithRows(curve, 6400),
      scoreWithRows(curve, 12_800),
      gainFromRows(curve, 6400, 12_800),
    ];
    expect(gain.value).toBeCloseTo(to.value - from.value, 12);
    const wider = gainFromRows(curve, 6400, 12_800, 0.99);
    expect(wider.high).toBeGreaterThan(gain.high);
    expect(gain.low).toBeLessThan(gain.value);
  });

  it.each([
    ['too-few-sizes', exact.slice(0, 3)],
    ['too-few-sizes', [...exact.slice(0, 3), ...exact.slice(0, 3)]],
    ['too-few-sizes', [...exact.slice(0, 3), { rows: 900, score: NaN }]],
    ['no-gain', exact.map(({ rows, score }) => ({ rows, score: -score }))],
    ['no-gain', exact.map(({ rows }) => ({ rows, score: 0.7 }))],
    // Ever more by the same for ten times the rows: no limit is in sight.
    ['undetermined', exact.map(({ rows }) => ({ rows, score: 0.1 * Math.log10(rows) }))],
  ])('is refused: %s', (reason, points) => {
    expect(fitLearningCurve(points, 'higher')).toEqual({ kind: 'refused', reason });
  });
});
