import { expect, it } from 'vitest';
import type { SearchSpace } from '../../../../src/contract/model/search/search-space';
import { marginalOf } from '../../../../src/domain/search/marginal';
import { Philox } from '../../../../src/domain/random';

const space: SearchSpace = [
  { kind: 'uniform', path: 'a', low: 0, high: 1 },
  { kind: 'uniform', path: 'b', low: -2, high: 2 },
  { kind: 'uniform', path: 'c', low: 0, high: 10 },
];
/** The best lies at a = 0.7, b = 0; c says nothing. */
const scoreAt = (a: number, b: number) => 1 - 4 * (a - 0.7) ** 2 - 0.25 * b * b;
const random = new Philox(4, 1);
const history = Array.from({ length: 300 }, (_, index) => {
  const [a, b, c] = [random.uniform(), 4 * random.uniform() - 2, 10 * random.uniform()];
  return { index, values: { a, b, c }, score: scoreAt(a, b), state: 'complete' as const };
});

it('follows the function along one setting, on the average over the others', () => {
  const { scores, best } = marginalOf(space, history, { seed: 1, of: [0, null], steps: 20 })!;
  expect(scores).toHaveLength(1);
  expect(scores[0]).toHaveLength(20);
  for (const [cell, score] of scores[0]!.entries()) {
    // The mean of 0.25·b² over b is 1/3.
    expect(Math.abs(score - (scoreAt((cell + 0.5) / 20, 0) - 1 / 3))).toBeLessThan(0.12);
  }
  expect(Math.abs((best.first + 0.5) / 20 - 0.7)).toBeLessThan(0.12);
});

it('finds the best of two settings together, and a setting that says nothing is flat', () => {
  const { scores, best } = marginalOf(space, history, { seed: 1, of: [0, 1], steps: 12 })!;
  expect(scores.map((row) => row.length)).toEqual(Array(12).fill(12));
  expect(Math.abs((best.first + 0.5) / 12 - 0.7)).toBeLessThan(0.15);
  expect(Math.abs(4 * ((best.second + 0.5) / 12) - 2)).toBeLessThan(0.6);
  const [flat] = marginalOf(space, history, { seed: 1, of: [2, null], steps: 12 })!.scores;
  expect(Math.max(...flat!) - Math.min(...flat!)).toBeLessThan(0.12);
});

it('says the same for the same seed, and nothing of few trials', () => {
  const asked = { seed: 7, of: [0, 1] as const, steps: 8 };
  expect(marginalOf(space, history, asked)).toEqual(marginalOf(space, history, asked));
  expect(marginalOf(space, history.slice(0, 9), asked)).toBeNull();
});
