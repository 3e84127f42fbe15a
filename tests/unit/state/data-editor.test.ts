import { describe, expect, it } from 'vitest';
import { shownRows } from '../../../src/ui/steps/data/quality/finding-rows';
import { setShare, smallestShare } from '../../../src/ui/steps/data/cards/split-shares';

describe('setShare', () => {
  it('keeps the proportion of the two others and the sum', () => {
    expect(setShare({ train: 0.7, validation: 0.15, test: 0.15 }, 'train', 0.8)).toEqual({
      train: 0.8,
      validation: 0.1,
      test: 0.1,
    });
    expect(setShare({ train: 0.6, validation: 0.3, test: 0.1 }, 'test', 0.28)).toEqual({
      train: 0.48,
      validation: 0.24,
      test: 0.28,
    });
  });

  it('leaves every part some rows, and always sums to 1', () => {
    for (const value of [0, 0.003, 0.331, 0.97, 1, 7]) {
      const shares = setShare({ train: 0.98, validation: 0.01, test: 0.01 }, 'validation', value);
      expect(Math.min(shares.train, shares.validation, shares.test)).toBeGreaterThanOrEqual(
        smallestShare - 1e-9,
      );
      expect(shares.train + shares.validation + shares.test).toBeCloseTo(1, 9);
    }
  });
});

describe('shownRows', () => {
  const quality = {
    ...{ requiredCells: 9, missingCells: 0, duplicateRows: 3, conflictingRows: 3, leakedRows: 1700 },
    classCounts: [],
    equalRows: {
      duplicates: [
        [4, 0],
        [5, 1],
        [8, 0],
      ] as [number, number][],
      conflicts: [
        [2, 6],
        [6, 2],
        [7, 2],
      ] as [number, number][],
      leaks: [
        [3, 9],
        [5, 9],
      ] as [number, number][],
    },
  };

  it('puts rows beside their twins, each set from its first row on, leaks from the training row on', () => {
    expect(shownRows('duplicates', quality)).toEqual({
      ...{ of: 'duplicates', rows: [0, 4, 8, 1, 5], begins: [true, false, false, true, false] },
      ...{ shown: 3, total: 3 },
    });
    expect(shownRows('conflicts', quality)?.rows).toEqual([2, 6, 7]);
    expect(shownRows('repeats', quality)).toMatchObject({ rows: [9, 3, 5], shown: 2, total: 1700 });
  });

  it('is null for a partition of an earlier app', () => {
    const { equalRows: _, ...older } = quality;
    expect(shownRows('duplicates', older)).toBeNull();
  });
});
