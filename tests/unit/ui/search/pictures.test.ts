// What the three pictures of a search are drawn from: axes and brushes, the frontier, the course of the best.
import { describe, expect, it } from 'vitest';
import type { Trial } from '../../../../src/contract/model/search/study';
import { frontierOf } from '../../../../src/ui/steps/model/search/charts/frontier';
import { improvements, lateGain } from '../../../../src/ui/steps/model/search/charts/history';
import { cutToWidth, placeLabels } from '../../../../src/ui/steps/model/search/charts/labels';
import {
  bestQuarter,
  brushedTrials,
  fewerAxes,
  parallelAxes,
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
  const many = Array.from({ length: 30 }, (_, at) =>
    tuned(at + 1, 10 ** (-2 + at / 15), at % 2 ? 'leaf' : 'depth', 0.8 - (at - 8) ** 2 / 1000),
  );

  it('names the setting that the score follows, and says nothing of few trials', () => {
    const shares = settingShares(aPlan, { recipe, space: space! }, many);
    expect(shares.map(({ key }) => key)).toEqual(['learningRate', 'growth']);
    expect(shares[0]?.share).toBeGreaterThan(0.8);
    expect(shares[1]?.share).toBeLessThan(0.1);
    expect(settingShares(aPlan, { recipe, space: space! }, trials)).toEqual([]);
  });

  it('is what is shown where there is no room for all', () => {
    const fewer = fewerAxes(picture, [{ key: 'growth' }, { key: 'learningRate' }], 1);
    expect(fewer.axes.map(({ key }) => key)).toEqual(['growth', 'score']);
    expect(fewer.lines.map(({ values }) => values[0])).toEqual(['leaf', 'depth', 'leaf']);
    expect(fewerAxes(picture, [], 2)).toEqual(picture);
  });
});

describe('names of marks', () => {
  it('stand beside them, elsewhere where there is no room, and nowhere where there is none at all', () => {
    const mark = (name: string, x: number, y: number) => ({ name, x, y, radius: 4 });
    const size = { width: 300, height: 200 };
    expect(placeLabels([mark('trees', 100, 50)], size)).toEqual([{ name: 'trees', x: 108, y: 54 }]);
    const [label] = placeLabels([mark('trees', 290, 50)], size);
    expect(label?.x).toBe(290 - 8 - 32.5);
    const crowd = Array.from({ length: 40 }, (_, at) => mark(`family ${String(at)}`, 150 + (at % 4), 100));
    const placed = placeLabels(crowd, size);
    expect(placed.length).toBeLessThan(8);
    expect(placed[0]?.name).toBe('family 0');
  });

  it('are cut by their width, not by their signs', () => {
    expect(cutToWidth('Learning rate', 200)).toBe('Learning rate');
    expect(cutToWidth('Learning rate', 60)).toBe('Learning…');
    expect(cutToWidth('每棵树列比例', 60)).toBe('每棵树列…');
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
