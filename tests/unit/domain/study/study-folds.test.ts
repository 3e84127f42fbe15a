// Folds of a study: inside the rows that are not for test, each held out once a repeat; by time always after what they are predicted from.
import { describe, expect, test } from 'vitest';
import { splitCodes } from '../../../../src/contract/data/split-codes';
import { Philox } from '../../../../src/domain/random';
import { studyFolds, type FoldInput } from '../../../../src/domain/split/study-folds';

const { train, validation, test: tested, excluded } = splitCodes;
const rows = 200;
const random = new Philox(3, 1);
const assignment = Uint8Array.from({ length: rows }, (_, row) =>
  row % 10 === 0 ? tested : row % 10 === 1 ? validation : row === 55 ? excluded : train,
);
const labels = Int32Array.from({ length: rows }, () => (random.below(4) === 0 ? 1 : 0));
const input = (change: Partial<FoldInput> = {}): FoldInput => ({
  assignment,
  labels,
  keys: null,
  split: { kind: 'stratified', train: 0.7, validation: 0.1, test: 0.2, seed: 7 },
  judging: { kind: 'folds', count: 5, repeats: 2 },
  ...change,
});
const studied = [...assignment.keys()].filter(
  (row) => assignment[row] === train || assignment[row] === validation,
);
const held = (fold: Uint8Array) => [...fold.keys()].filter((row) => fold[row] === validation);

describe('by class', () => {
  const folds = studyFolds(input());

  test('each row is held out once a repeat, and learnt from in every other fold', () => {
    expect(folds).toHaveLength(10);
    for (const repeat of [folds.slice(0, 5), folds.slice(5)]) {
      expect(repeat.flatMap(held).sort((a, b) => a - b)).toEqual(studied);
      for (const fold of repeat) for (const row of studied) expect([train, validation]).toContain(fold[row]);
    }
    expect(held(folds[0]!)).not.toEqual(held(folds[5]!));
  });

  test('rows for test, and those that are left out, are never touched', () => {
    for (const fold of folds)
      for (const [row, code] of assignment.entries())
        if (code === tested || code === excluded) expect(fold[row]).toBe(code);
  });

  test('classes have the same share in every fold, and the same input gives the same folds', () => {
    const positives = folds.slice(0, 5).map((fold) => held(fold).filter((row) => labels[row] === 1).length);
    expect(Math.max(...positives) - Math.min(...positives)).toBeLessThanOrEqual(1);
    expect(studyFolds(input())).toEqual(folds);
  });
});

test('rows of a group are held out together', () => {
  const keys = Float64Array.from({ length: rows }, (_, row) => Math.floor(row / 7));
  const split = { ...input().split, kind: 'grouped' as const, column: 'customer' };
  for (const fold of studyFolds(input({ keys, split }))) {
    const out = new Set(held(fold).map((row) => keys[row]));
    for (const row of studied) if (out.has(keys[row])) expect(fold[row]).toBe(validation);
  }
});

test('by time every row is predicted from earlier ones, and rows of one moment stay together', () => {
  const keys = Float64Array.from({ length: rows }, (_, row) => Math.floor(((row * 37) % rows) / 3));
  const split = { ...input().split, kind: 'time' as const, column: 'day' };
  const folds = studyFolds(input({ keys, split, judging: { kind: 'folds', count: 4, repeats: 3 } }));
  expect(folds).toHaveLength(4);
  for (const fold of folds) {
    const learnt = studied.filter((row) => fold[row] === train);
    const latest = Math.max(...learnt.map((row) => keys[row]!));
    for (const row of held(fold)) expect(keys[row]!).toBeGreaterThan(latest);
  }
});

test('judged by validation there is one fold: the partition itself', () => {
  expect(studyFolds(input({ judging: { kind: 'validation' } }))).toEqual([assignment]);
});
