// Lines of the lineage: the newest version first, each in a lane that leads down to its parent.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DatasetLine } from '../../../src/contract/data/versions/version-diff';
import { lineageRows } from '../../../src/ui/steps/data/lineage/lanes';

const line = (id: string, parent: string | null): DatasetLine => ({
  ...{ id, parent, name: id, sha256: id, rows: 1, createdAt: 0, steps: [], columns: [], bytes: 0 },
  source: { kind: 'file', name: id, encoding: null, delimiter: null },
});

describe('lanes', () => {
  it('lead siblings to one parent, and are free again below it', () => {
    const rows = lineageRows([line('a', null), line('b', 'a'), line('c', 'a'), line('d', 'a')]);
    expect(rows.map(({ line: { id }, lane, toLane }) => [id, lane, toLane])).toEqual([
      ['d', 0, 0],
      ['c', 1, 0],
      ['b', 1, 0],
      ['a', 0, null],
    ]);
  });

  it('keep apart what has nothing in common', () => {
    const rows = lineageRows([line('a', null), line('b', null), line('c', 'a'), line('d', 'b')]);
    expect(rows.map(({ line: { id }, lane, passing }) => [id, lane, passing])).toEqual([
      ['d', 0, []],
      ['c', 1, [0]],
      ['b', 0, [1]],
      ['a', 1, []],
    ]);
  });

  it('reach every parent in the lane where it stands', () => {
    const parents = fc.array(fc.nat({ max: 30 }), { maxLength: 30 });
    fc.assert(
      fc.property(parents, (given) => {
        const lines = given.map((parent, at) =>
          line(String(at).padStart(3, '0'), parent < at ? String(parent).padStart(3, '0') : null),
        );
        const rows = lineageRows(lines);
        const laneOf = new Map(rows.map((row) => [row.line.id, row.lane]));
        for (const {
          line: { parent },
          toLane,
          lane,
          passing,
        } of rows) {
          expect(toLane).toBe(parent === null ? null : laneOf.get(parent));
          expect(passing).not.toContain(lane);
        }
      }),
    );
  });
});
