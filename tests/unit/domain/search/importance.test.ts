import { describe, expect, it } from 'vitest';
import type { Proposal, SearchSpace } from '../../../../src/contract/model/search/search-space';
import { Philox } from '../../../../src/domain/random';
import { growForest } from '../../../../src/domain/search/forest';
import { hyperparameterImportance, mainEffects } from '../../../../src/domain/search/importance';
import type { Observation } from '../../../../src/domain/search/sampler';
import { quasiRandom } from '../../../../src/domain/search/samplers/quasi-random';
import golden from '../../../fixtures/golden/search.json';
import { conditional } from './spaces';

const box: SearchSpace = ['a', 'b', 'c'].map((path) => ({
  kind: 'uniform',
  path,
  low: -Math.PI,
  high: Math.PI,
}));

function trialsOf(space: SearchSpace, count: number, score: (values: Proposal) => number): Observation[] {
  return Array.from({ length: count }, (_, index) => {
    const values = quasiRandom.propose({ space, history: [], seed: 5, index });
    return { index, values, score: score(values), state: 'complete' };
  });
}

describe('the importance of hyperparameters', () => {
  it('is that of Optuna for the Ishigami function', () => {
    // Forests differ by chance and by how few rows a leaf may have. See scripts/golden/search.py.
    const { points, scores, shares } = golden.importance;
    const trials = points.map(([a = 0, b = 0, c = 0], index): Observation => {
      return { index, values: { a, b, c }, score: scores[index]!, state: 'complete' };
    });
    const { dimensions, interactions } = hyperparameterImportance(box, trials, 1)!;
    expect(dimensions.map(({ path }) => path)).toEqual(['a', 'b', 'c']);
    for (const [at, { share }] of dimensions.entries())
      expect(Math.abs(share - shares[at]!)).toBeLessThan(0.05);
    expect(interactions).toBeCloseTo(1 - dimensions.reduce((sum, { share }) => sum + share, 0), 12);
  });

  it('has the shares of a sum and of a product, which have a closed form', () => {
    // Variances of a + 2 b are as 1 to 4; a product of two that are 0 in the mean has nothing but their interaction.
    const sum = hyperparameterImportance(
      box,
      trialsOf(box, 256, ({ a, b }) => Number(a) + 2 * Number(b)),
      1,
    )!;
    expect(Math.abs(sum.dimensions[0]!.share - 0.2)).toBeLessThan(0.04);
    expect(Math.abs(sum.dimensions[1]!.share - 0.8)).toBeLessThan(0.04);
    expect(sum.dimensions[2]!.share).toBeLessThan(0.01);
    const product = hyperparameterImportance(
      box,
      trialsOf(box, 256, ({ a, b }) => Number(a) * Number(b)),
      1,
    )!;
    expect(product.interactions).toBeGreaterThan(0.85);
  });

  it('is the same again, whatever the order of the trials, and leaves out those that are not complete', () => {
    const trials = trialsOf(box, 40, ({ a }) => Number(a));
    const given = hyperparameterImportance(box, trials, 3);
    const pruned = trials.map((trial) => ({
      ...trial,
      index: trial.index + 40,
      score: 99,
      state: 'pruned' as const,
    }));
    expect(hyperparameterImportance(box, [...pruned, ...trials.toReversed()], 3)).toEqual(given);
    expect(given!.dimensions[0]!.share).toBeGreaterThan(0.9);
  });

  it('finds the choice that decides, where dimensions depend on it', () => {
    const trials = trialsOf(
      conditional,
      200,
      ({ family, rate }) => (family === 'dense' ? 1 : 0) + 0.05 * Math.log10(Number(rate ?? 1)),
    );
    const { dimensions } = hyperparameterImportance(conditional, trials, 1)!;
    const largest = dimensions.toSorted((one, other) => other.share - one.share)[0];
    expect(largest?.path).toBe('family');
    expect(largest?.share).toBeGreaterThan(0.7);
  });

  it('is not told from too few trials, or where all score the same', () => {
    expect(
      hyperparameterImportance(
        box,
        trialsOf(box, 9, ({ a }) => Number(a)),
        1,
      ),
    ).toBeNull();
    expect(
      hyperparameterImportance(
        box,
        trialsOf(box, 30, () => 0.25),
        1,
      ),
    ).toBeNull();
  });
});

describe('main effects of a tree', () => {
  it('are those that a fine grid over the cube has', () => {
    const random = new Philox(9);
    const rows = Array.from({ length: 30 }, () =>
      [random.uniform(), random.uniform()].map((x) => Math.round(x * 16) / 16),
    );
    const values = rows.map(([x = 0, y = 0]) => x * x + 3 * x * y);
    const [tree = []] = growForest(rows, values, { trees: 1, random });
    const covered = tree.reduce((sum, { low, high }) => sum + (high[0]! - low[0]!) * (high[1]! - low[1]!), 0);
    expect(covered).toBeCloseTo(1, 12);
    // Cuts lie on multiples of 1/32, so that the middles of 64ths integrate exactly.
    const middles = Array.from({ length: 64 }, (_, at) => (at + 0.5) / 64);
    const at = (x: number, y: number) =>
      tree.find(({ low, high }) => x >= low[0]! && x < high[0]! && y >= low[1]! && y < high[1]!)!.value;
    const mean = (of: readonly number[]) => of.reduce((sum, each) => sum + each, 0) / of.length;
    const variance = (of: readonly number[]) => mean(of.map((each) => each * each)) - mean(of) ** 2;
    const total = variance(middles.flatMap((x) => middles.map((y) => at(x, y))));
    const byX = variance(middles.map((x) => mean(middles.map((y) => at(x, y)))));
    const byY = variance(middles.map((y) => mean(middles.map((x) => at(x, y)))));
    const [first, second] = mainEffects(tree)!;
    expect(first).toBeCloseTo(byX / total, 10);
    expect(second).toBeCloseTo(byY / total, 10);
  });
});
