import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SplitSpec } from '../../../src/contract/model/recipe';
import { assignSplit } from '../../../src/domain/split/assign-split';

const spec = (train: number, validation: number, test: number, seed = 1): SplitSpec => ({
  kind: 'stratified',
  train,
  validation,
  test,
  seed,
});

function countParts(assignment: Uint8Array, keep: (row: number) => boolean): number[] {
  const counts = [0, 0, 0];
  assignment.forEach((part, row) => {
    if (part !== 255 && keep(row)) counts[part]!++;
  });
  return counts;
}

const labelled = fc.array(fc.integer({ min: -1, max: 4 }), { minLength: 100, maxLength: 600 });
const shares = fc
  .tuple(fc.integer({ min: 30, max: 80 }), fc.integer({ min: 10, max: 30 }), fc.integer({ min: 10, max: 30 }))
  .map(([a, b, c]) => [a / (a + b + c), b / (a + b + c), c / (a + b + c)] as const);
const seeds = fc.integer({ min: 1, max: 0xffffffff });

describe('assignSplit', () => {
  it('gives each part its share of each class, rounded down or up, and of all rows', () => {
    fc.assert(
      fc.property(labelled, shares, seeds, (values, [train, validation, test], seed) => {
        const labels = Int32Array.from(values);
        fc.pre(labels.filter((label) => label >= 0).length >= 50);
        const assignment = assignSplit(labels, spec(train, validation, test, seed));
        const fractions = [train, validation, test];
        for (let label = 0; label < 5; label++) {
          const size = values.filter((value) => value === label).length;
          countParts(assignment, (row) => values[row] === label).forEach((count, part) => {
            expect(Math.abs(count - fractions[part]! * size)).toBeLessThan(1);
          });
        }
        const included = values.filter((value) => value >= 0).length;
        countParts(assignment, () => true).forEach((count, part) => {
          expect(Math.abs(count - fractions[part]! * included)).toBeLessThan(2);
        });
      }),
    );
  });

  it('leaves out exactly the rows without a label', () => {
    fc.assert(
      fc.property(labelled, seeds, (values, seed) => {
        fc.pre(values.filter((value) => value >= 0).length >= 50);
        const assignment = assignSplit(Int32Array.from(values), spec(0.6, 0.2, 0.2, seed));
        values.forEach((value, row) => expect(assignment[row] === 255).toBe(value < 0));
      }),
    );
  });

  it('is the same for the same seed and another for another', () => {
    const labels = Int32Array.from({ length: 1000 }, (_, row) => row % 3);
    expect(assignSplit(labels, spec(0.7, 0.1, 0.2, 42))).toEqual(
      assignSplit(labels, spec(0.7, 0.1, 0.2, 42)),
    );
    expect(assignSplit(labels, spec(0.7, 0.1, 0.2, 42))).not.toEqual(
      assignSplit(labels, spec(0.7, 0.1, 0.2, 43)),
    );
  });

  it('gives whole totals where the shares are whole, though no class divides evenly', () => {
    const sizes = [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978];
    const labels = Int32Array.from(sizes.flatMap((size, label) => Array<number>(size).fill(label)));
    expect(countParts(assignSplit(labels, spec(0.7, 0.1, 0.2)), () => true)).toEqual([7000, 1000, 2000]);
  });

  it('keeps a class with a single row for train', () => {
    const labels = Int32Array.from({ length: 100 }, (_, row) => (row < 20 ? row : 20));
    for (let seed = 1; seed < 20; seed++) {
      const assignment = assignSplit(labels, spec(0.5, 0.25, 0.25, seed));
      for (let row = 0; row < 20; row++) expect(assignment[row]).toBe(0);
    }
  });

  it('mixes rows: neighbours do not go to the same part', () => {
    const assignment = assignSplit(new Int32Array(10_000), { ...spec(0.5, 0.25, 0.25), kind: 'random' });
    const head = countParts(assignment, (row) => row < 5000);
    expect(Math.abs(head[0]! - 2500)).toBeLessThan(150);
  });

  it('allows a part to have no share', () => {
    expect(countParts(assignSplit(new Int32Array(10), spec(0.8, 0, 0.2)), () => true)).toEqual([8, 0, 2]);
  });

  it('refuses shares that do not sum to one, and parts that would be empty', () => {
    expect(() => assignSplit(new Int32Array(10), spec(0.8, 0.1, 0.2))).toThrow('recipe_invalid');
    expect(() => assignSplit(new Int32Array(10), spec(NaN, 0.1, 0.2))).toThrow('recipe_invalid');
    expect(() => assignSplit(new Int32Array(2), spec(0.8, 0.1, 0.1))).toThrow('rows_too_few');
    expect(() => assignSplit(new Int32Array(50).fill(-1), spec(0.8, 0.1, 0.1))).toThrow('rows_too_few');
  });
});
