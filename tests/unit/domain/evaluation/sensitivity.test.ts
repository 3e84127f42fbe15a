import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dimensions, type Dimension } from '../../../../src/contract/project/project';
import { stableInterval, weightSwings } from '../../../../src/domain/evaluation/sensitivity';

const five = fc
  .array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 })
  .map(([architecture, data, model, deployment, team]) => ({
    ...{ architecture: architecture!, data: data!, model: model!, deployment: deployment!, team: team! },
  }));

describe('weightSwings', () => {
  it('moves E as far as a weight moves, the longest bar first', () => {
    const given = (dimension: Dimension, weight: number, score: number | null) => ({
      ...{ dimension, weight, score, interval: [0, 1] as [number, number], coverage: 1 },
    });
    const swings = weightSwings([
      given('architecture', 0.5, 0.8),
      given('data', 0.25, 0.4),
      given('model', 0.25, 0.6),
      given('team', 0, null),
    ]);
    // Architecture: the others' mean is 0.5, so E = 0.8 t + 0.5 (1 − t) at t = 0.4 and 0.6.
    expect(swings.map(({ dimension }) => dimension)).toEqual(['data', 'architecture', 'model']);
    expect(swings[1]!.low).toBeCloseTo(0.62, 12);
    expect(swings[1]!.high).toBeCloseTo(0.68, 12);
  });

  it('has nothing to swing with a single dimension', () => {
    const only = { dimension: 'data', weight: 1, score: 0.4, interval: [0, 1], coverage: 1 } as const;
    expect(weightSwings([{ ...only, interval: [0, 1] }])).toEqual([
      { dimension: 'data', low: 0.4, high: 0.4 },
    ]);
  });
});

describe('stableInterval', () => {
  const rankAt = (
    candidates: Record<Dimension, number>[],
    weights: Record<Dimension, number>,
    of: Dimension,
    t: number,
  ) => {
    const rest = dimensions.filter((x) => x !== of).reduce((sum, x) => sum + weights[x], 0);
    const value = (scores: Record<Dimension, number>) =>
      dimensions.reduce((sum, x) => sum + scores[x] * (x === of ? t : ((1 - t) * weights[x]) / rest), 0);
    return candidates
      .map((scores, i) => [value(scores), i] as const)
      .sort((a, b) => b[0] - a[0])
      .map(([, i]) => i);
  };

  it('holds the ranking inside, and just outside it changes', () => {
    fc.assert(
      fc.property(
        fc.array(five, { minLength: 2, maxLength: 4 }),
        five,
        fc.constantFrom(...dimensions),
        (candidates, weights, of) => {
          const total = dimensions.reduce((sum, x) => sum + weights[x], 0);
          const now = weights[of] / total;
          const [low, high] = stableInterval(candidates, weights, of);
          expect(low).toBeLessThanOrEqual(now);
          expect(high).toBeGreaterThanOrEqual(now);
          fc.pre(high - low > 1e-6 && now - low > 1e-7 && high - now > 1e-7);
          const order = rankAt(candidates, weights, of, now);
          const inset = (high - low) * 1e-3;
          expect(rankAt(candidates, weights, of, low + inset)).toEqual(order);
          expect(rankAt(candidates, weights, of, high - inset)).toEqual(order);
        },
      ),
    );
  });

  it('finds the crossing of two candidates', () => {
    const base = { architecture: 0.5, data: 0.5, deployment: 0.5, team: 0.5 };
    // A: model 0.9, rest 0.5. B: model 0.3, rest 0.65. They cross where 0.5 + 0.4 t = 0.65 − 0.35 t.
    const b = { architecture: 0.65, data: 0.65, deployment: 0.65, team: 0.65, model: 0.3 };
    const weights = { architecture: 1, data: 1, model: 1.5, deployment: 1, team: 1 };
    expect(stableInterval([{ ...base, model: 0.9 }, b], weights, 'model')).toEqual([
      expect.closeTo(0.2, 12),
      1,
    ]);
    expect(stableInterval([{ ...base, model: 0.9 }, b], { ...weights, model: 0.5 }, 'model')).toEqual([
      0,
      expect.closeTo(0.2, 12),
    ]);
  });
});
