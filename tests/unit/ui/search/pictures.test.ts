// What the three pictures of a search are drawn from: axes and brushes, the frontier, the course of the best.
import { describe, expect, it } from 'vitest';
import type { Trial } from '../../../../src/contract/project/study';
import { frontierOf } from '../../../../src/ui/steps/model/search/charts/frontier';
import { improvements, lateGain } from '../../../../src/ui/steps/model/search/charts/history';
import {
  bestQuarter,
  brushedTrials,
  parabolaFit,
  parallelAxes,
  placeOn,
  settingShares,
} from '../../../../src/ui/steps/model/search/charts/parallel-axes';
import { aPlan, aTrial } from './a-study';

const { recipe, space } = aPlan.candidates[1]!;
const tuned = (number: number, learningRate: number, growth: string, score: number): Trial =>
  aTrial(number, 1, [score], {
    values: { 'settings.learningRate': learningRate, 'settings.growth': growth },
  });
const trials = [
  aTrial(2, 1, [0.8]),
  tuned(4, 0.01, 'depth', 0.7),
  tuned(5, 1, 'leaf', 0.9),
  aTrial(6, 1, [0.99], {
    state: 'pruned',
    values: { 'settings.learningRate': 0.5, 'settings.growth': 'leaf' },
  }),
];
const picture = parallelAxes({ recipe, space: space! }, trials);

describe('axes of settings', () => {
  it('have a line for each complete trial, with the family’s own values for its first', () => {
    expect(picture.axes.map(({ key, step }) => [key, step])).toEqual([
      ['learningRate', null],
      ['growth', 0.5],
      ['score', null],
    ]);
    expect(picture.lines.map(({ trial, values }) => [trial, ...values])).toEqual([
      [2, 0.1, 'leaf', 0.8],
      [4, 0.01, 'depth', 0.7],
      [5, 1, 'leaf', 0.9],
    ]);
    expect(picture.lines[0]?.places[0]).toBeCloseTo(0.5, 12); // 0.1 halfway between 0.01 and 1, by logarithm
    expect(picture.lines.map(({ places }) => places[1])).toEqual([0.25, 0.75, 0.25]);
  });

  it('leave out what never varies', () => {
    const same = [tuned(1, 0.1, 'leaf', 0.7), tuned(2, 0.2, 'leaf', 0.8)];
    expect(parallelAxes({ recipe, space: space! }, same).axes.map(({ key }) => key)).toEqual([
      'learningRate',
      'score',
    ]);
  });

  it('draw a value beyond their end at the end, and one that is no choice nowhere', () => {
    expect(placeOn(space![0]!, 5)).toBe(1);
    expect(placeOn(space![1]!, 'best')).toBeNull();
    expect(placeOn({ path: 'settings.depth', kind: 'integer', low: 2, high: 12 }, 7)).toBe(0.5);
  });
});

describe('brushes', () => {
  it('choose the trials that lie in all of them', () => {
    expect(brushedTrials(picture, {})).toBeNull();
    expect(brushedTrials(picture, { growth: [0, 0.5] })).toEqual(new Set([2, 5]));
    expect(brushedTrials(picture, { growth: [0, 0.5], learningRate: [0.4, 0.6] })).toEqual(new Set([2]));
    expect(brushedTrials(picture, { score: [0.99, 1] })).toEqual(new Set([5]));
    expect(brushedTrials(picture, { score: [0.2, 0.3] })).toEqual(new Set());
    expect(brushedTrials(picture, { gone: [0, 1] })).toBeNull();
  });

  it('the best quarter stands out without them', () => {
    expect(bestQuarter(aPlan, picture.lines)).toEqual(new Set([5]));
    expect(bestQuarter({ direction: 'lower' }, picture.lines)).toEqual(new Set([4]));
  });
});

describe('what decides', () => {
  it('is R² of a parabola, as exact normal equations have it', () => {
    const x = [0, 0.1, 0.25, 0.4, 0.55, 0.7, 0.9, 1];
    const y = [0.71, 0.74, 0.8, 0.83, 0.82, 0.79, 0.75, 0.66];
    expect(parabolaFit(x, y)).toBeCloseTo(0.9576319672565955, 10);
    expect(parabolaFit([1, 1, 1, 1], [1, 2, 3, 4])).toBe(0);
    expect(parabolaFit([1, 2, 3, 4], [2, 2, 2, 2])).toBe(0);
  });

  it('names the setting that the score follows, and says nothing of few trials', () => {
    const many = Array.from({ length: 20 }, (_, at) =>
      tuned(at + 1, 10 ** (-2 + at / 10), at % 2 ? 'leaf' : 'depth', 0.8 - (at - 8) ** 2 / 1000),
    );
    const shares = settingShares(parallelAxes({ recipe, space: space! }, many));
    expect(shares.map(({ key }) => key)).toEqual(['learningRate', 'growth']);
    expect(shares[0]?.share).toBeGreaterThan(0.99);
    expect(shares[1]?.share).toBeLessThan(0.1);
    expect(settingShares(picture)).toEqual([]);
  });
});

describe('the frontier', () => {
  const models = [
    { name: 'slow and best', secondsPer1000: 0.03, score: 0.84 },
    { name: 'beaten', secondsPer1000: 0.02, score: 0.78 },
    { name: 'fast', secondsPer1000: 0.001, score: 0.77 },
    { name: 'as fast, worse', secondsPer1000: 0.001, score: 0.7 },
    { name: 'between', secondsPer1000: 0.01, score: 0.8 },
  ];

  it('is what none beats in both', () => {
    expect(frontierOf(aPlan, models).map(({ name }) => name)).toEqual(['fast', 'between', 'slow and best']);
    expect(frontierOf({ direction: 'lower' }, models).map(({ name }) => name)).toEqual(['as fast, worse']);
  });
});

describe('the course', () => {
  const course = [aTrial(1, 0, [0.7]), aTrial(3, 2, [0.6]), aTrial(2, 1, [0.8]), aTrial(9, 1, [0.82])];

  it('is the best so far, in the order in which trials ended', () => {
    expect(improvements(aPlan, course).map(({ trial, seconds }) => [trial, seconds])).toEqual([
      [1, 10],
      [2, 20],
      [9, 90],
    ]);
    expect(improvements({ direction: 'lower' }, course).map(({ trial }) => trial)).toEqual([1, 3]);
  });

  it('says what its last third added', () => {
    const best = improvements(aPlan, course);
    expect(lateGain(best, 90)).toBeCloseTo(0.02, 12);
    expect(lateGain(best, 200)).toBe(0);
    expect(lateGain([], 90)).toBeNull();
  });
});
