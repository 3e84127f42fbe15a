// Which candidate comes when: all once, then those that come near the best, by trials that are surely over.
import { describe, expect, test } from 'vitest';
import type { StudyPlan, Trial } from '../../../../src/contract/model/search/study';
import { bestTrial, candidateOf, isBetter, lastKnown } from '../../../../src/domain/study/schedule';

const space = [{ path: 'settings.x', kind: 'uniform', low: 0, high: 1 }] as const;
const plan = (direction: 'higher' | 'lower', spaces = [true, true, true, true]) => ({
  direction,
  judging: { kind: 'folds', count: 3, repeats: 1 } as const,
  candidates: spaces.map((has) => ({ space: has ? [...space] : null })) as unknown as StudyPlan['candidates'],
  lanes: 2,
});
const trial = (number: number, candidate: number, scores: number[], state: Trial['state'] = 'complete') => ({
  number,
  candidate,
  state,
  scores,
  score: scores.reduce((sum, score) => sum + score, 0) / scores.length,
});

test('every candidate comes once, whatever the others came to', () => {
  expect([1, 2, 3, 4].map((number) => candidateOf(plan('higher'), [], number))).toEqual([0, 1, 2, 3]);
});

describe('then', () => {
  const known = [
    trial(1, 0, [0.7, 0.71, 0.72]),
    trial(2, 1, [0.83, 0.84, 0.85]),
    trial(3, 2, [0.82, 0.84, 0.83]),
    trial(4, 3, [0.8, 0.835, 0.81]),
  ];
  const turns = (of: Parameters<typeof candidateOf>[0], trials = known) =>
    Array.from({ length: 7 }, (_, at) => candidateOf(of, trials, 5 + at));

  test('the best has four turns of seven, the second two, the third one; what lies below the best’s worst fold has none', () => {
    expect(turns(plan('higher'))).toEqual([1, 2, 1, 3, 1, 2, 1]);
  });

  test('of errors, which are better the smaller they are, it is the same', () => {
    const errors = known.map((each) =>
      trial(
        each.number,
        each.candidate,
        each.scores.map((score) => 1 - score),
      ),
    );
    expect(turns(plan('lower'), errors)).toEqual([1, 2, 1, 3, 1, 2, 1]);
  });

  test('one without anything to search, or that failed, leaves its turns to the others', () => {
    expect(turns(plan('higher', [true, false, true, true]))).toEqual([2, 3, 2, 3, 2, 3, 2]);
    const failed = known.map((each) => (each.candidate === 1 ? { ...each, state: 'failed' as const } : each));
    expect(turns(plan('higher'), failed)).toEqual([2, 3, 2, 3, 2, 3, 2]);
    expect(turns(plan('higher', [false, false, false, false]))).toEqual(Array(7).fill(null));
  });
});

test('a trial is proposed from those that are lanes before it, tuning from all first ones', () => {
  expect([1, 4, 5, 6, 7].map((number) => lastKnown(plan('higher'), number))).toEqual([-1, 2, 4, 4, 5]);
});

test('the best of a candidate is complete; of equals the first', () => {
  const trials = [trial(1, 0, [0.5]), trial(2, 0, [0.9], 'pruned'), trial(3, 0, [0.6]), trial(4, 0, [0.6])];
  expect(bestTrial(plan('higher'), trials, 0)?.number).toBe(3);
  expect(bestTrial(plan('lower'), trials, 0)?.number).toBe(1);
  expect(bestTrial(plan('lower'), trials, 1)).toBeNull();
  expect(isBetter(plan('higher'), null, null)).toBe(false);
  expect(isBetter(plan('lower'), 3, null)).toBe(true);
});
