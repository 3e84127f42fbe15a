import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dimension, Proposal, SearchSpace } from '../../../../src/contract/model/search/search-space';
import { canonicalJson } from '../../../../src/domain/hashing/canonical';
import { gridValues } from '../../../../src/domain/search/samplers/grid';
import { ParzenEstimator } from '../../../../src/domain/search/samplers/parzen';
import { findSampler, samplers } from '../../../../src/domain/search/samplers/registry';
import { scrambledSobol, sobol } from '../../../../src/domain/search/samplers/sobol';
import type { Observation, Sampler } from '../../../../src/domain/search/sampler';
import { coordinateOf, isInSpace } from '../../../../src/domain/search/space';
import golden from '../../../fixtures/golden/search.json';
import { Philox } from '../../../../src/domain/random';
import { anySpace, conditional } from './spaces';

// Expected values: SciPy and Optuna, see scripts/golden/search.py.
const sampler = (id: string): Sampler => findSampler(id)!;
const rateOnly = (values: Proposal) => -Math.abs(Math.log10(Number(values['rate'] ?? 1) / 0.01));

/** A study in which a tenth fails and a fifth is pruned. */
function study(
  space: SearchSpace,
  id: string,
  seed: number,
  trials: number,
  score = rateOnly,
): Observation[] {
  const history: Observation[] = [];
  for (let index = 0; index < trials; index++) {
    const values = sampler(id).propose({ space, history, seed, index });
    if (index % 10 === 9) history.push({ index, values, score: null, state: 'failed' });
    else if (index % 5 === 3)
      history.push({ index, values, score: score(values), state: 'pruned', rung: index % 3 });
    else history.push({ index, values, score: score(values), state: 'complete' });
  }
  return history;
}

describe.each(samplers.map(({ id }) => id))('%s', (id) => {
  it('proposes values of the space and of nothing that does not count', () => {
    fc.assert(
      fc.property(anySpace, fc.integer({ min: 1, max: 2 ** 32 - 1 }), (space, seed) => {
        for (const { values } of study(space, id, seed, 16)) expect(isInSpace(space, values)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('goes on as if it was never interrupted', () => {
    const whole = study(conditional, id, 7, 40);
    const shuffled = whole.slice(0, 30).reverse();
    const again = sampler(id).propose({ space: conditional, history: shuffled, seed: 7, index: 30 });
    expect(again).toEqual(whole[30]!.values);
  });

  it('differs between seeds and between trials', () => {
    const [one, other] = [1, 2].map((seed) => study(conditional, id, seed, 12).map(({ values }) => values));
    expect(one).not.toEqual(other);
    expect(new Set(one!.map(canonicalJson)).size).toBeGreaterThan(6);
  });
});

describe('grid', () => {
  it('has every combination once, whatever the seed', () => {
    const { size, propose } = sampler('grid');
    // 1 linear; 5 rates × 4 depths; 5 rates × (5 momenta of sgd and adam).
    expect(size!(conditional)).toBe(1 + 5 * 4 + 5 * 6);
    for (const seed of [1, 99, 2 ** 32 - 1]) {
      const all = Array.from({ length: 51 }, (_, index) =>
        propose({ space: conditional, history: [], seed, index }),
      );
      expect(new Set(all.map(canonicalJson)).size).toBe(51);
    }
  });

  it('takes the ends of a range and as many values as it says', () => {
    const rate: Dimension = { kind: 'log-uniform', path: 'rate', low: 0.001, high: 0.1, gridPoints: 3 };
    expect(gridValues(rate)).toEqual([0.001, expect.closeTo(0.01, 12), 0.1]);
    expect(gridValues({ kind: 'integer', path: 'n', low: 1, high: 4 })).toEqual([1, 2, 3, 4]);
    expect(gridValues({ kind: 'integer', path: 'n', low: 0, high: 100 })).toEqual([0, 25, 50, 75, 100]);
  });
});

/** Centred L2 discrepancy (Hickernell 1998). */
function discrepancy(points: readonly (readonly number[])[]): number {
  const n = points.length;
  const off = (x: number) => Math.abs(x - 0.5);
  const product = (of: readonly number[]) => of.reduce((all, each) => all * each, 1);
  const single = points.map((x) => product(x.map((at) => 1 + 0.5 * off(at) - 0.5 * off(at) ** 2)));
  const pairs = points.flatMap((x) =>
    points.map((y) =>
      product(x.map((at, d) => 1 + 0.5 * off(at) + 0.5 * off(y[d]!) - 0.5 * Math.abs(at - y[d]!))),
    ),
  );
  const sum = (of: readonly number[]) => of.reduce((all, each) => all + each, 0);
  return (13 / 12) ** points[0]!.length - (2 / n) * sum(single) + sum(pairs) / n ** 2;
}

describe("Sobol's sequence", () => {
  it.each(golden.sobol)('is that of SciPy at $index', ({ index, point }) => {
    expect(point.map((_, dimension) => sobol(index, dimension))).toEqual(point);
  });

  it('stays a net when scrambled: each half, quarter … of a side has its share', () => {
    for (const seed of [1, 2, 12345]) {
      for (const dimension of [0, 1, 5, 63]) {
        const cells = Array.from({ length: 64 }, (_, index) =>
          Math.floor(64 * scrambledSobol(index, dimension, seed)),
        );
        expect(new Set(cells).size).toBe(64);
      }
    }
  });

  it('fills space more evenly than chance, by a measure that SciPy has', () => {
    for (const { points, centred } of golden.discrepancies)
      expect(discrepancy(points)).toBeCloseTo(centred, 12);
    const space: SearchSpace = [0, 1, 2, 3].map((at) => ({
      kind: 'uniform',
      path: `x${at}`,
      low: 0,
      high: 1,
    }));
    const of = (id: string, seed: number) =>
      discrepancy(
        Array.from({ length: 64 }, (_, index) =>
          Object.values(sampler(id).propose({ space, history: [], seed, index })).map(Number),
        ),
      );
    for (const seed of [1, 2, 3, 4, 5]) expect(of('quasi-random', seed)).toBeLessThan(of('random', seed) / 3);
  });
});

describe('the Parzen estimator', () => {
  const dimensions: readonly Dimension[] = [
    { kind: 'uniform', path: 'x', low: 0, high: 1 },
    { kind: 'integer', path: 'n', low: 1, high: 60 },
    { kind: 'choice', path: 'c', values: [0, 1, 2] },
  ];
  const placed = (rows: readonly (readonly number[])[]) =>
    rows.map((row) => row.map((value, at) => coordinateOf(dimensions[at]!, value)!));

  it.each(golden.densities)('has the densities of Optuna', ({ trials, points, logDensities }) => {
    const estimator = new ParzenEstimator(dimensions, placed(trials));
    for (const [at, point] of placed(points).entries()) {
      expect(estimator.logDensity(point)).toBeCloseTo(logDensities[at]!, 8);
    }
  });

  it('draws as often as its density says', () => {
    const { trials } = golden.densities[1]!;
    const estimator = new ParzenEstimator(dimensions, placed(trials));
    const random = new Philox(11);
    const draws = Array.from({ length: 20_000 }, () => estimator.draw(random));
    const marginal = new ParzenEstimator(
      dimensions.slice(2),
      placed(trials).map((trial) => trial.slice(2)),
    );
    for (const choice of [0, 1, 2]) {
      const at = (choice + 0.5) / 3;
      const share = draws.filter((point) => Math.abs(point[2]! - at) < 1e-9).length / draws.length;
      expect(share).toBeCloseTo(Math.exp(marginal.logDensity([at])), 1.7);
    }
  });
});

describe('tpe', () => {
  it('is nearer to the best than chance', () => {
    const box: SearchSpace = [0, 1, 2, 3].map((at) => ({
      kind: 'uniform',
      path: `x${at}`,
      low: -1,
      high: 2,
    }));
    const score = (values: Proposal) =>
      -Object.values(values).reduce<number>((sum, x) => sum + Number(x) ** 2, 0);
    const best = (id: string, seed: number) =>
      Math.max(...study(box, id, seed, 50, score).map((trial) => trial.score ?? -Infinity));
    for (const seed of [1, 2, 3, 4, 5]) expect(best('tpe', seed)).toBeGreaterThan(best('random', seed));
  });

  it('keeps away from what runs beside it', () => {
    const history = study(conditional.slice(0, 2), 'tpe', 3, 40);
    const ask = (more: readonly Observation[]) =>
      sampler('tpe').propose({
        space: conditional.slice(0, 2),
        history: [...history, ...more],
        seed: 3,
        index: 50,
      });
    const alone = ask([]);
    const besides = [40, 41, 42].map((index) => ({
      index,
      values: alone,
      score: null,
      state: 'running' as const,
    }));
    expect(ask(besides)).not.toEqual(alone);
  });

  it('does not propose again what was tried, while there is anything else', () => {
    const small: SearchSpace = [
      { kind: 'integer', path: 'a', low: 1, high: 5 },
      { kind: 'choice', path: 'b', values: ['x', 'y', 'z'] },
    ];
    const tried = study(small, 'tpe', 5, 15, ({ a }) => Number(a)).map(({ values }) => canonicalJson(values));
    expect(new Set(tried).size).toBe(15);
  });

  it('learns which branch is better, and the settings of each from its own trials', () => {
    const score = ({ family, rate }: Proposal) =>
      (family === 'dense' ? 1 : 0) - 0.1 * Math.abs(Math.log10(Number(rate ?? 1) / 0.01));
    const later = study(conditional, 'tpe', 4, 80, score).slice(40);
    expect(later.filter(({ values }) => values['family'] === 'dense').length).toBeGreaterThan(20);
  });
});
