// The lines of a leaderboard: their order, what they are held against, and which are level with the first.
import { describe, expect, it } from 'vitest';
import { isLevelWith } from '../../../../src/domain/study/level';
import { entriesOf, scoreDomain } from '../../../../src/ui/steps/model/search/leaderboard';
import { aPlan, aStudy, aTrial, recipeOf } from './a-study';

const baseline = aTrial(1, 0, [0.7, 0.72, 0.71, 0.73, 0.69]);
const trees = aTrial(2, 1, [0.8, 0.83, 0.81, 0.84, 0.79]);
const neighbors = aTrial(3, 2, [0.6, 0.62, 0.61, 0.63, 0.59]);
const tuned = aTrial(4, 1, [0.82, 0.85, 0.83, 0.86, 0.8], {
  values: { 'settings.learningRate': 0.05, 'settings.growth': 'leaf' },
});

describe('while a search goes on', () => {
  it('the best complete trial of each candidate is listed, the best first', () => {
    const pruned = aTrial(5, 1, [0.99], { state: 'pruned' });
    const entries = entriesOf(aStudy, [baseline, trees, neighbors, tuned, pruned]);
    expect(entries.map(({ rank, trial, candidate }) => [rank, trial, candidate])).toEqual([
      [1, 4, 1],
      [2, 1, 0],
      [3, 3, 2],
    ]);
    expect(entries[0]?.changed).toEqual([{ key: 'learningRate', value: 0.05 }]);
    expect(entries[0]?.overBaseline).toBeCloseTo(0.832 - 0.71, 12);
    expect(entries[0]?.secondsToFit).toBe(1); // five folds in five seconds
    expect(entries[0]?.stdDev).toBeCloseTo(0.0238747, 7); // Python's statistics.stdev
    expect(entries.map(({ isBaseline }) => isBaseline)).toEqual([false, true, false]);
    expect(entries.every(({ runId }) => runId === null)).toBe(true);
  });

  it('where less is better the smallest leads', () => {
    const study = { ...aStudy, plan: { ...aPlan, direction: 'lower' as const } };
    expect(entriesOf(study, [baseline, trees, neighbors]).map(({ trial }) => trial)).toEqual([3, 1, 2]);
  });
});

it('finalists take the place of trials; an ensemble says what it is made of, by candidate', () => {
  const finalist = (trial: number | null, score: number) => ({
    ...{ trial, recipe: recipeOf('trees', { learningRate: 0.05, growth: 'leaf', maxLeaves: 31 }) },
    ...{ scores: [score, score], score, secondsToFit: 1, secondsPer1000: 0.1, bytes: 10, runId: null },
  });
  const members = [
    { trial: 2, weight: 0.25 },
    { trial: 4, weight: 0.35 },
    { trial: 3, weight: 0.4 },
  ];
  const study = { ...aStudy, finalists: [finalist(4, 0.8), { ...finalist(null, 0.9), members }] };
  const [first, second] = entriesOf(study, [baseline, trees, neighbors, tuned]);
  expect(first).toMatchObject({ key: 'ensemble', candidate: null, rank: 1, changed: [] });
  expect(first?.members.map(({ candidate }) => candidate)).toEqual([1, 2]);
  expect(first?.members[0]?.weight).toBeCloseTo(0.6, 12);
  expect(second).toMatchObject({ trial: 4, candidate: 1, changed: [{ key: 'learningRate', value: 0.05 }] });
});

describe('level with the first', () => {
  // Differences 0.01, 0.03, −0.01, 0.02, −0.02: mean 0.006, standard error 0.00927.
  const first = [0.8, 0.82, 0.81, 0.84, 0.8];
  const other = [0.79, 0.79, 0.82, 0.82, 0.82];

  it('is what differs by no more than a standard error of the paired differences', () => {
    expect(isLevelWith({ direction: 'higher' }, first, other)).toBe(true);
    expect(
      isLevelWith(
        { direction: 'higher' },
        first,
        other.map((score) => score - 0.01),
      ),
    ).toBe(false);
  });

  it('compares fold by fold: the same small loss in each fold is a difference', () => {
    expect(
      isLevelWith(
        { direction: 'higher' },
        first,
        first.map((score) => score - 0.001),
      ),
    ).toBe(false);
    expect(
      isLevelWith(
        { direction: 'lower' },
        first,
        first.map((score) => score + 0.001),
      ),
    ).toBe(false);
  });

  it('says nothing of one fold, or of other folds', () => {
    expect(isLevelWith({ direction: 'higher' }, [0.8], [0.8])).toBe(false);
    expect(isLevelWith({ direction: 'higher' }, first, other.slice(1))).toBe(false);
  });
});

it('the axis of scores takes a bar in only where the scores keep half of it', () => {
  const entries = [{ scores: [0.7, 0.8], score: 0.75 }];
  expect(scoreDomain(entries, [0.65, null])).toEqual([0.65, 0.8]);
  expect(scoreDomain(entries, [0.2])).toEqual([0.7, 0.8]);
  expect(scoreDomain([], [])).toEqual([0, 1]);
});
