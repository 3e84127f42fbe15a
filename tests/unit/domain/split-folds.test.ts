// Folds: every row is tested once over all of them, folds are even, classes are even in them, groups stay together.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SplitSpec } from '../../../src/contract/model/recipe';
import { assignFolds, isFolded, type FoldedSplit } from '../../../src/domain/split/assign-folds';

const spec = (kind: SplitSpec['kind'], count: number, held: number, seed = 7): FoldedSplit => ({
  ...{ kind, seed, folds: { count, held } },
  ...{ train: 0.8 * (1 - 1 / count), validation: 0.2 * (1 - 1 / count), test: 1 / count },
});
const testRows = (parts: Uint8Array) => [...parts.keys()].filter((row) => parts[row] === 2);

describe('folds', () => {
  it('test every row once over all of them, and leave out what has no label', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 6 }),
        fc.integer({ min: 60, max: 140 }),
        fc.constantFrom('random' as const, 'stratified' as const),
        (count, rows, kind) => {
          const labels = Int32Array.from({ length: rows }, (_, row) => (row % 11 === 3 ? -1 : row % 3));
          const included = [...labels.keys()].filter((row) => labels[row]! >= 0);
          const folds = Array.from({ length: count }, (_, at) =>
            assignFolds(labels, null, spec(kind, count, at + 1)),
          );
          expect(folds.flatMap(testRows).sort((a, b) => a - b)).toEqual(included);
          for (const parts of folds) {
            expect(Math.abs(testRows(parts).length - included.length / count)).toBeLessThan(1);
            for (const row of labels.keys()) if (labels[row]! < 0) expect(parts[row]).toBe(255);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('stratified: each class differs by one row at most between folds, and has its share of validation', () => {
    const labels = Int32Array.from({ length: 103 }, (_, row) => (row < 13 ? 1 : 0));
    const counts = [1, 2, 3, 4, 5].map((held) => {
      const parts = assignFolds(labels, null, spec('stratified', 5, held));
      expect([...parts].filter((part) => part === 1).length).toBeCloseTo(16.5, -0.5);
      return testRows(parts).filter((row) => labels[row] === 1).length;
    });
    expect(counts.sort()).toEqual([2, 2, 3, 3, 3]);
  });

  it('keep groups together, also in validation', () => {
    const groups = Float64Array.from({ length: 200 }, (_, row) => Math.floor(row / 7));
    const labels = new Int32Array(200);
    const tested = new Set<number>();
    for (const held of [1, 2, 3, 4]) {
      const parts = assignFolds(labels, groups, spec('grouped', 4, held));
      const partOf = new Map<number, number>();
      groups.forEach((group, row) => {
        expect(partOf.get(group) ?? parts[row]).toBe(parts[row]);
        partOf.set(group, parts[row]!);
      });
      expect(Math.abs(testRows(parts).length - 50)).toBeLessThanOrEqual(7);
      for (const row of testRows(parts)) tested.add(row);
    }
    expect(tested.size).toBe(200);
  });

  it('are drawn by the seed, and refuse more folds than rows', () => {
    const labels = new Int32Array(30);
    const first = assignFolds(labels, null, spec('random', 3, 1));
    expect(assignFolds(labels, null, spec('random', 3, 1))).toEqual(first);
    expect(assignFolds(labels, null, spec('random', 3, 1, 8))).not.toEqual(first);
    expect(() => assignFolds(new Int32Array(3), null, spec('random', 5, 1))).toThrow();
    const oneGroup = new Float64Array(30).fill(1);
    expect(() => assignFolds(labels, oneGroup, spec('grouped', 2, 1))).toThrow();
  });

  it('are none where a column or time decides', () => {
    expect(isFolded(spec('grouped', 3, 1))).toBe(true);
    expect(isFolded(spec('time', 3, 1))).toBe(false);
    expect(isFolded({ ...spec('column', 3, 1) })).toBe(false);
  });
});
