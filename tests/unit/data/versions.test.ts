// How two versions of a table differ: by place, by content, by a key; whatever the groups and dictionaries.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowMatch } from '../../../src/contract/data/versions/version-diff';
import { compareTables } from '../../../src/data/versions/compare-tables';
import { memoryTable, type TableCells } from './memory-source';
import { faultOf } from './read';

const { signal } = new AbortController();
const compare = (before: TableCells, after: TableCells, match: RowMatch, groups = [3, 4]) =>
  compareTables(memoryTable(before, groups[0]), memoryTable(after, groups[1]), match, signal);

const old = { id: [1, 2, 3, 4], city: ['Bonn', 'Ulm', null, 'Bonn'], x: [1.5, null, 3, 4] };

describe('two versions', () => {
  it('of the same rows differ in cells, levels by their text and not by their code', async () => {
    const now = { id: [1, 2, 3, 4], city: ['Bonn', 'Aachen', null, 'Bonn'], x: [1.5, null, -3, null] };
    expect(await compare(old, now, { kind: 'place' })).toEqual({
      match: { kind: 'place' },
      rows: { before: 4, after: 4, added: 0, removed: 0, changed: 3 },
      addedRows: [],
      removedRows: [],
      changedRows: [
        [1, 1],
        [2, 2],
        [3, 3],
      ],
      columns: {
        added: [],
        removed: [],
        retyped: [],
        changed: [
          { name: 'city', cells: 1 },
          { name: 'x', cells: 2 },
        ],
      },
    });
  });

  it('are compared row by row in any order, equal rows as often as they stand', async () => {
    const now = { id: [4, 1, 1, 9], city: ['Bonn', 'Bonn', 'Bonn', null], x: [4, 1.5, 1.5, 0] };
    const diff = await compare(old, now, { kind: 'content' });
    expect(diff.rows).toEqual({ before: 4, after: 4, added: 2, removed: 2, changed: 0 });
    expect([diff.addedRows, diff.removedRows]).toEqual([
      [2, 3],
      [1, 2],
    ]);
  });

  it('are compared by a key', async () => {
    const now = { x: [4, 7, 0], id: [4, 2, 9], city: ['Bonn', 'Ulm', null] };
    const diff = await compare(old, now, { kind: 'key', column: 'id' });
    expect(diff.rows).toEqual({ before: 4, after: 3, added: 1, removed: 2, changed: 1 });
    expect([diff.changedRows, diff.columns.changed]).toEqual([[[1, 1]], [{ name: 'x', cells: 1 }]]);
  });

  it('differ in their columns', async () => {
    const now = { id: ['1', '2', '3', '4'], x: old.x, y: [1, 2, 3, 4] };
    expect((await compare(old, now, { kind: 'place' })).columns).toEqual({
      added: ['y'],
      removed: ['city'],
      retyped: [{ name: 'id', from: 'number', to: 'category' }],
      changed: [],
    });
  });

  it('need a key that stands once, in both', async () => {
    const by = (column: string) => faultOf(compare(old, old, { kind: 'key', column }));
    expect(await by('city')).toMatchObject({ code: 'input_invalid', place: { column: 'city', row: 4 } });
    expect(await by('nothing')).toMatchObject({ code: 'column_unknown' });
  });
});

it('a version does not differ from itself, however its rows are grouped; what is added and removed explains the size', async () => {
  const cells = fc.array(fc.option(fc.integer({ min: 0, max: 4 })), { minLength: 1, maxLength: 25 });
  const size = fc.integer({ min: 1, max: 6 });
  await fc.assert(
    fc.asyncProperty(cells, cells, size, size, async (x, y, one, other) => {
      for (const kind of ['place', 'content'] as const) {
        const same = await compare({ x }, { x }, { kind }, [one, other]);
        expect([same.rows.added, same.rows.removed, same.rows.changed]).toEqual([0, 0, 0]);
        const { rows } = await compare({ x }, { x: y }, { kind }, [one, other]);
        expect(rows.before + rows.added - rows.removed).toBe(rows.after);
      }
    }),
    { numRuns: 60 },
  );
});
