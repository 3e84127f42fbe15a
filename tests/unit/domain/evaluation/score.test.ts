import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../../src/contract/project/evaluation';
import { dimensions, type Dimension } from '../../../../src/contract/project/project';
import { catalogue } from '../../../../src/domain/evaluation/catalogue';
import { down, log, normalize, up } from '../../../../src/domain/evaluation/normalize';
import { computeEvaluation } from '../../../../src/domain/evaluation/score';

const equal: Record<Dimension, number> = {
  architecture: 0.2,
  data: 0.2,
  model: 0.2,
  deployment: 0.2,
  team: 0.2,
};

function reading(id: string, state: Reading['state'], score: number | null = null): Reading {
  return {
    ...{ id, raw: score, n: score === null ? null : 10, state, score, evidence: [] },
    ...{ takenAt: 1, by: 'app', catalogueVersion: 1 },
  };
}

const scores = fc.double({ min: 0, max: 1, noNaN: true });
const states = fc.constantFrom<Reading['state']>(
  'measured',
  'measured',
  'missing',
  'stale',
  'not-applicable',
);
const someReadings = fc
  .array(fc.tuple(states, scores), { minLength: catalogue.length, maxLength: catalogue.length })
  .map((entries) =>
    entries.map(([state, score], i) => reading(catalogue[i]!.id, state, state === 'measured' ? score : null)),
  );
const someWeights = fc
  .array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 })
  .map(([architecture, data, model, deployment, team]) => ({
    ...{ architecture: architecture!, data: data!, model: model!, deployment: deployment!, team: team! },
  }));

describe('normalize', () => {
  it('scores in a line between goalposts, and clamps', () => {
    expect([0.4, 0.5, 0.625, 1, 2].map((raw) => normalize(raw, up(0.5, 1)))).toEqual([0, 0, 0.25, 1, 1]);
    expect([0.4, 0.5, 0.875, 1.25, 2].map((raw) => normalize(raw, down(0.5, 1.25)))).toEqual([
      1, 1, 0.5, 0, 0,
    ]);
    expect(normalize(-3.5, down(-5, -2))).toBe(0.5);
    expect(normalize(NaN, up(0, 1))).toBe(0);
  });

  it('scores in a line of logarithms', () => {
    expect(normalize(Math.sqrt(24 * 720), log(down(24, 720)))).toBeCloseTo(0.5, 12);
    expect(normalize(0, log(down(24, 720)))).toBe(1);
    expect(normalize(0, log(up(1, 30)))).toBe(0);
    expect(normalize(Math.sqrt(30), log(up(1, 30)))).toBeCloseTo(0.5, 12);
  });
});

describe('catalogue', () => {
  it('has each indicator once, in all five dimensions', () => {
    expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length);
    expect(catalogue.length).toBe(58);
    const count = (dimension: Dimension) => catalogue.filter((each) => each.dimension === dimension).length;
    expect(dimensions.map(count)).toEqual([11, 14, 12, 12, 9]);
  });
});

describe('computeEvaluation', () => {
  it('is the weighted mean of means of means', () => {
    // Team has four components: T1 (a, b, c), T2 (a, b), T3 (a, b), T4 (a, b).
    const team = { T1a: 0.2, T1b: 0.5, T1c: 0.8, T2a: 1, T2b: 0, T3a: 0.3, T3b: 0.4, T4a: 0.9, T4b: 0.7 };
    const readings = catalogue.map(({ id, dimension }) =>
      reading(id, 'measured', dimension === 'team' ? team[id as keyof typeof team] : 0.6),
    );
    const result = computeEvaluation(readings, { ...equal, team: 0.6 }, 'production');
    const f = (0.5 + 0.5 + 0.35 + 0.8) / 4;
    expect(result.dimensions.find(({ dimension }) => dimension === 'team')?.score).toBeCloseTo(f, 12);
    expect(result.headline).toBeCloseTo((0.8 * 0.6 + 0.6 * f) / 1.4, 12);
    expect(result.coverage).toBeCloseTo(1, 12);
    expect(result.interval[0]).toBeCloseTo(result.interval[1], 12);
    expect(result.geometric).toBeCloseTo(Math.exp((0.8 * Math.log(0.6) + 0.6 * Math.log(f)) / 1.4), 12);
    expect(result.weakest).toBe('team');
    expect(result.imbalanced).toBe(false);
  });

  it('keeps 0 ≤ lower ≤ provisional ≤ upper ≤ 1, as wide as what is not covered', () => {
    fc.assert(
      fc.property(someReadings, someWeights, (readings, weights) => {
        const result = computeEvaluation(readings, weights, 'production');
        for (const { interval, score, coverage, weight } of [
          ...result.dimensions,
          { ...result, score: result.provisional, weight: 1 },
        ]) {
          expect(interval[0]).toBeGreaterThanOrEqual(0);
          expect(interval[1]).toBeLessThanOrEqual(1);
          expect(interval[0]).toBeLessThanOrEqual(interval[1]);
          if (score !== null) {
            expect(score).toBeGreaterThanOrEqual(interval[0]);
            expect(score).toBeLessThanOrEqual(interval[1]);
          }
          if (weight > 0) expect(interval[1] - interval[0]).toBeCloseTo(1 - coverage, 9);
        }
        expect(result.geometric ?? 0).toBeLessThanOrEqual((result.provisional ?? 0) + 0.01 + 1e-9);
      }),
    );
  });

  it('rises with every reading', () => {
    fc.assert(
      fc.property(someReadings, someWeights, fc.nat(catalogue.length - 1), (readings, weights, index) => {
        fc.pre(readings[index]!.state === 'measured');
        const before = computeEvaluation(readings, weights, 'production');
        const better = (readings[index]!.score! + 1) / 2;
        const raised = readings.map((each, i) => (i === index ? { ...each, score: better } : each));
        const after = computeEvaluation(raised, weights, 'production');
        expect(after.provisional!).toBeGreaterThanOrEqual(before.provisional! - 1e-12);
        expect(after.interval[0]).toBeGreaterThanOrEqual(before.interval[0] - 1e-12);
        expect(after.interval[1]).toBeGreaterThanOrEqual(before.interval[1] - 1e-12);
      }),
    );
  });

  it('contains what E would be, whatever the missing ones turn out as', () => {
    fc.assert(
      fc.property(someReadings, someWeights, scores, (readings, weights, filler) => {
        const { interval } = computeEvaluation(readings, weights, 'production');
        const filled = readings.map((each) =>
          each.state === 'missing' || each.state === 'stale' ? reading(each.id, 'measured', filler) : each,
        );
        const truth = computeEvaluation(filled, weights, 'production').provisional;
        if (truth === null) return;
        expect(truth).toBeGreaterThanOrEqual(interval[0] - 1e-9);
        expect(truth).toBeLessThanOrEqual(interval[1] + 1e-9);
      }),
    );
  });

  it('withholds the headline below 80 % in all, or below 60 % in any dimension', () => {
    const missing = (...ids: string[]) =>
      computeEvaluation(
        catalogue.map(({ id }) => (ids.includes(id) ? reading(id, 'missing') : reading(id, 'measured', 0.7))),
        equal,
        'production',
      );
    expect(missing('M1a', 'D1a').headline).toBeCloseTo(0.7, 12);
    // Two of four components of team: 50 %.
    const team = missing('T1a', 'T1b', 'T1c', 'T2a', 'T2b');
    expect(team.coverage).toBeCloseTo(0.9, 12);
    expect(team.headline).toBeNull();
    expect(team.provisional).toBeCloseTo(0.7, 12);
    // One component in four of every dimension is more than a fifth in all.
    const everywhere = missing(
      'A1a',
      'A1b',
      'A1c',
      'D1a',
      'D1b',
      'D1c',
      'M1a',
      'M1b',
      'M1c',
      'P1a',
      'P1b',
    ).dimensions;
    expect(everywhere.map(({ coverage }) => Math.round(coverage * 100))).toEqual([75, 80, 80, 75, 100]);
    expect(
      missing(...catalogue.filter(({ id }) => /[A-Z]1/.test(id)).map(({ id }) => id)).headline,
    ).toBeNull();
  });

  it('leaves out what does not apply, and gives the weight of an empty dimension to the others', () => {
    const readings = catalogue.map(({ id, dimension }) =>
      dimension === 'team' ? reading(id, 'not-applicable') : reading(id, 'measured', 0.5),
    );
    const result = computeEvaluation(readings, equal, 'production');
    expect(result.dimensions.map(({ weight }) => weight)).toEqual([0.25, 0.25, 0.25, 0.25, 0]);
    expect(result.headline).toBeCloseTo(0.5, 12);
    expect(result.actions.some(({ indicator }) => indicator.startsWith('T'))).toBe(false);
  });

  it('marks an imbalance that the mean hides', () => {
    const readings = catalogue.map(({ id, dimension }) =>
      reading(id, 'measured', dimension === 'data' ? 0 : 0.9),
    );
    const result = computeEvaluation(readings, equal, 'production');
    expect(result.imbalanced).toBe(true);
    expect(result.weakest).toBe('data');
    // The geometric mean takes 0 as 0.01.
    expect(result.geometric).toBeCloseTo(Math.exp(0.8 * Math.log(0.9) + 0.2 * Math.log(0.01)), 12);
  });

  it('knows nothing of a project without readings', () => {
    const result = computeEvaluation([], equal, 'production');
    expect(result).toMatchObject({ headline: null, provisional: null, geometric: null, weakest: null });
    expect(result.coverage).toBe(0);
    expect(result.interval[0]).toBe(0);
    expect(result.interval[1]).toBeCloseTo(1, 12);
  });

  it('refuses readings it cannot trust', () => {
    expect(() => computeEvaluation([reading('X9z', 'missing')], equal, 'production')).toThrow(
      'input_invalid',
    );
    expect(() => computeEvaluation([reading('M1a', 'measured', 1.2)], equal, 'production')).toThrow(
      'input_invalid',
    );
    const twice = [reading('M1a', 'missing'), reading('M1a', 'missing')];
    expect(() => computeEvaluation(twice, equal, 'production')).toThrow('input_invalid');
    expect(() => computeEvaluation([], { ...equal, data: -1 }, 'production')).toThrow('input_invalid');
  });
});

describe('actions', () => {
  it('say exactly how much the lower end of E would gain, best first', () => {
    fc.assert(
      fc.property(someReadings, someWeights, (readings, weights) => {
        const { actions, interval } = computeEvaluation(readings, weights, 'production');
        expect(actions.map(({ gain }) => gain)).toEqual(
          actions.map(({ gain }) => gain).sort((a, b) => b - a),
        );
        const [best] = actions;
        if (!best) return;
        const done = readings.map((each) =>
          each.id === best.indicator ? reading(each.id, 'measured', 1) : each,
        );
        expect(computeEvaluation(done, weights, 'production').interval[0] - interval[0]).toBeCloseTo(
          best.gain,
          9,
        );
      }),
    );
  });

  it('offer only what this version can raise and what is not done', () => {
    const { actions } = computeEvaluation([reading('M1a', 'measured', 1)], equal, 'production');
    const offered = actions.map(({ indicator }) => indicator);
    expect(offered).not.toContain('M1a');
    expect(offered).not.toContain('M3b');
    expect(offered).toContain('M2a');
    expect(actions.find(({ indicator }) => indicator === 'A1a')?.step).toBe('goals');
  });
});
