// Rows divided by a column: groups stay together, later rows test earlier ones, or the column names the part.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SplitSpec } from '../../../src/contract/model/recipe';
import { assignByColumn, namedPart } from '../../../src/domain/split/assign-by-column';

const spec = (kind: SplitSpec['kind'], seed = 1): SplitSpec => ({
  ...{ kind, column: 'c', train: 0.7, validation: 0.1, test: 0.2, seed },
});
const labels = (rows: number) => new Int32Array(rows);
const sizes = (assignment: Uint8Array) =>
  [0, 1, 2, 255].map((part) => assignment.filter((code) => code === part).length);

describe('by group', () => {
  it('keeps the rows of a group together and comes near to the shares', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
        const keys = Float64Array.from({ length: 400 }, (_, row) => (row * 7) % 57);
        const assignment = assignByColumn(labels(400), keys, spec('grouped', seed));
        const parts = new Map<number, Set<number>>();
        keys.forEach((key, row) => parts.set(key, (parts.get(key) ?? new Set()).add(assignment[row]!)));
        for (const found of parts.values()) expect(found.size).toBe(1);
        const [train, validation, test] = sizes(assignment);
        for (const [found, wanted] of [
          [train!, 280],
          [validation!, 40],
          [test!, 80],
        ] as const)
          expect(Math.abs(found - wanted)).toBeLessThanOrEqual(8);
      }),
    );
  });

  it('lets rows without a group stand alone, and is drawn by the seed', () => {
    const keys = Float64Array.from({ length: 100 }, (_, row) => (row < 50 ? NaN : row % 10));
    const assignment = assignByColumn(labels(100), keys, spec('grouped'));
    expect(sizes(assignment)[3]).toBe(0);
    expect(assignByColumn(labels(100), keys, spec('grouped'))).toEqual(assignment);
    expect(assignByColumn(labels(100), keys, spec('grouped', 2))).not.toEqual(assignment);
  });

  it('refuses groups too few for the parts', () => {
    const keys = Float64Array.from({ length: 100 }, (_, row) => row % 2);
    expect(() => assignByColumn(labels(100), keys, spec('grouped'))).toThrow();
  });
});

describe('by time', () => {
  it('tests on the latest rows and keeps one moment together', () => {
    const keys = Float64Array.from({ length: 100 }, (_, row) => Math.floor(((row * 37) % 100) / 4));
    keys[5] = NaN;
    const assignment = assignByColumn(labels(100), keys, spec('time'));
    const of = (part: number) => keys.filter((_, row) => assignment[row] === part);
    expect(Math.max(...of(0))).toBeLessThan(Math.min(...of(1)));
    expect(Math.max(...of(1))).toBeLessThan(Math.min(...of(2)));
    expect(sizes(assignment)[3]).toBe(1);
  });
});

describe('as a column says', () => {
  it('knows the names of the parts', () => {
    expect(
      ['Train', 'validation', 'VAL', 'test', 'hold-out', '训练', '测试集', 'other'].map(namedPart),
    ).toEqual([...[0, 1, 1, 2, 2, 0, 2, -1]]);
  });

  it('follows it, leaves out what it names otherwise, and draws what is missing for validation', () => {
    const keys = Float64Array.from({ length: 100 }, (_, row) => (row < 70 ? 0 : row < 90 ? 2 : -1));
    const assignment = assignByColumn(labels(100), keys, spec('column'));
    expect(sizes(assignment)).toEqual([61, 9, 20, 10]);
    for (let row = 70; row < 90; row++) expect(assignment[row]).toBe(2);
    keys.fill(1, 60, 70);
    expect(sizes(assignByColumn(labels(100), keys, spec('column')))).toEqual([60, 10, 20, 10]);
  });

  it('leaves out rows without a target', () => {
    const keys = Float64Array.from({ length: 100 }, (_, row) => row % 3);
    const some = Int32Array.from({ length: 100 }, (_, row) => (row === 4 ? -1 : 0));
    expect(assignByColumn(some, keys, spec('column'))[4]).toBe(255);
  });
});
