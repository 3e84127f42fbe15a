// Filters, search and order of rows: held against the plain ways to do the same.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allRows, type RowView } from '../../../src/contract/data/row-view';
import { textValues } from '../../../src/data/columns/layouts/texts';
import type { GroupSource } from '../../../src/data/rows/group-source';
import { countIntoBins, histogramEdges } from '../../../src/data/profile/histogram';
import { countBars, rowBars } from '../../../src/data/view/distributions';
import { filteredRows } from '../../../src/data/view/filter-rows';
import { sortedRows } from '../../../src/data/view/sort-rows';
import { memoryTable, type MemoryTable, type TableCells } from './memory-source';

const never = new AbortController().signal;

async function rowsOf({ source, columns }: Pick<MemoryTable, 'source' | 'columns'>, view: Partial<RowView>) {
  const rows = await filteredRows(source, columns, { ...allRows, ...view }, never);
  return [...(await sortedRows(source, columns, rows, view.sort ?? [], never))];
}

/** A table of one text column in groups of two rows. */
function textTable(texts: (string | null)[]): Pick<MemoryTable, 'source' | 'columns'> {
  const groups = Array.from({ length: Math.ceil(texts.length / 2) }, (_, index) => ({
    firstRow: index * 2,
    rows: Math.min(2, texts.length - index * 2),
  }));
  const held = groups.map(({ firstRow, rows }) => textValues(texts.slice(firstRow, firstRow + rows)));
  const source: GroupSource = {
    groups,
    read: (index) => Promise.resolve(new Map([['text', held[index]!]])),
  };
  return { source, columns: [{ name: 'text', type: 'text', categories: [], shape: null }] };
}

const people = () =>
  memoryTable({
    age: [31, null, 45, 45, 20, -3.5, 31],
    city: ['Köln', 'Bonn', null, 'Bonn', 'bonn 2', 'bonn 10', 'Köln'],
  });

test('conditions hold together; a missing cell is in no range', async () => {
  const range = { kind: 'range', column: 'age', low: 31, high: null } as const;
  expect(await rowsOf(people(), { conditions: [range] })).toEqual([0, 2, 3, 6]);
  const bonn = { kind: 'levels', column: 'city', levels: ['Bonn', 'nowhere'] } as const;
  expect(await rowsOf(people(), { conditions: [range, bonn] })).toEqual([3]);
  expect(await rowsOf(people(), { conditions: [{ kind: 'missing', column: 'age' }] })).toEqual([1]);
  expect(await rowsOf(people(), { conditions: [{ kind: 'present', column: 'city' }] })).toEqual([
    0, 1, 3, 4, 5, 6,
  ]);
  expect(await rowsOf(people(), { conditions: [{ kind: 'contains', column: 'city', text: 'BON' }] })).toEqual(
    [1, 3, 4, 5],
  );
});

test('only the columns that a view needs are read', async () => {
  const table = people();
  await rowsOf(table, { conditions: [{ kind: 'missing', column: 'age' }] });
  expect(new Set(table.reads)).toEqual(new Set(['age']));
});

test('a search looks into every cell', async () => {
  expect(await rowsOf(people(), { search: '3' })).toEqual([0, 5, 6]);
  expect(await rowsOf(people(), { search: ' köln ' })).toEqual([0, 6]);
  expect(await rowsOf(people(), { search: 'zzz' })).toEqual([]);
  expect(
    await rowsOf(memoryTable({ day: [Date.UTC(2025, 11, 31), null] }, 3, ['day']), { search: '2025-12' }),
  ).toEqual([0]);
});

test('rows sort by columns, equal ones in the order of the table, missing ones last', async () => {
  const byAge = (descending: boolean) => ({ sort: [{ column: 'age', descending }] });
  expect(await rowsOf(people(), byAge(false))).toEqual([5, 4, 0, 6, 2, 3, 1]);
  expect(await rowsOf(people(), byAge(true))).toEqual([2, 3, 0, 6, 4, 5, 1]);
  const byCity = (descending: boolean) => ({ sort: [{ column: 'city', descending }] });
  // Numbers in names count as numbers.
  expect((await rowsOf(people(), byCity(false))).slice(-4)).toEqual([5, 0, 6, 2]);
  expect((await rowsOf(people(), byCity(true))).at(-1)).toBe(2);
  const both = {
    sort: [
      { column: 'age', descending: true },
      { column: 'city', descending: false },
    ],
  };
  expect(await rowsOf(people(), both)).toEqual([3, 2, 0, 6, 4, 5, 1]);
});

test('a filtered list is sorted as itself', async () => {
  const conditions = [{ kind: 'levels', column: 'city', levels: ['Bonn', 'Köln'] } as const];
  expect(await rowsOf(people(), { conditions, sort: [{ column: 'age', descending: true }] })).toEqual([
    3, 0, 6, 1,
  ]);
});

test('numbers of every size and sign sort as numbers do', async () => {
  const numbers = fc.array(fc.option(fc.double({ noNaN: true }), { nil: null }), {
    minLength: 1,
    maxLength: 60,
  });
  await fc.assert(
    fc.asyncProperty(numbers, fc.boolean(), async (values, descending) => {
      const cells: TableCells = { x: values };
      const rows = await rowsOf(memoryTable(cells, 7), { sort: [{ column: 'x', descending }] });
      const sign = descending ? -1 : 1;
      const plain = [...values.keys()].sort((a, b) => {
        const [one, other] = [values[a], values[b]];
        if (one == null || other == null) return Number(one == null) - Number(other == null);
        return one === other ? 0 : sign * (one < other ? -1 : 1);
      });
      expect(rows).toEqual(plain);
    }),
  );
});

test('texts sort by their letters in either case, however long they are the same', async () => {
  const bytes = (text: string) => Buffer.from(text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()));
  const text = fc.string({ unit: fc.constantFrom('a', 'B', 'b', 'é', '中', ' '), maxLength: 30 });
  const texts = fc.array(fc.option(text, { nil: null }), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(
      texts,
      fc.constantFrom('', 'case-0000000'),
      fc.boolean(),
      async (given, start, descending) => {
        const values = given.map((each) => (each === null ? null : start + each));
        const rows = await rowsOf(textTable(values), { sort: [{ column: 'text', descending }] });
        const sign = descending ? -1 : 1;
        const plain = [...values.keys()].sort((a, b) => {
          const [one, other] = [values[a], values[b]];
          if (one == null || other == null) return Number(one == null) - Number(other == null);
          return sign * Buffer.compare(bytes(one), bytes(other));
        });
        expect(rows).toEqual(plain);
      },
    ),
  );
});

test('a part of a text is found in whichever case, beyond A to Z too', async () => {
  const table = textTable(['Straße am Élysée', 'élan', null, 'ELAN', '', 'the end']);
  const found = (text: string) => rowsOf(table, { conditions: [{ kind: 'contains', column: 'text', text }] });
  expect(await found('él')).toEqual([0, 1]);
  expect(await found('eLa')).toEqual([3]);
  expect(await found('E')).toEqual([0, 3, 5]);
  expect(await rowsOf(table, { search: 'am' })).toEqual([0]);
});

test('an unknown column and a condition that does not fit are refused; an abort ends the work', async () => {
  const unknown = rowsOf(people(), { sort: [{ column: 'height', descending: false }] });
  await expect(unknown).rejects.toMatchObject({ fault: { code: 'column_unknown' } });
  const unfit = rowsOf(people(), { conditions: [{ kind: 'range', column: 'city', low: 0, high: 1 }] });
  await expect(unfit).rejects.toMatchObject({ fault: { code: 'input_invalid' } });
  const { source, columns } = people();
  const view = { ...allRows, search: 'o' };
  await expect(filteredRows(source, columns, view, AbortSignal.abort())).rejects.toMatchObject({
    fault: { code: 'aborted' },
  });
});

test('bars of the rows of a view are counted as the profile counts all rows', async () => {
  const number = fc.oneof(fc.integer({ min: -40, max: 40 }), fc.double({ noNaN: true, min: -1e6, max: 1e6 }));
  const cells = fc.array(
    fc.record({ n: fc.option(number), c: fc.option(fc.constantFrom(...'abcdefghijklmnop')) }),
    {
      minLength: 1,
      maxLength: 120,
    },
  );
  await fc.assert(
    fc.asyncProperty(cells, fc.func(fc.boolean()), async (rows, isIn) => {
      const { source, columns } = memoryTable({
        n: rows.map(({ n }) => n),
        c: [...rows.map(({ c }) => c), 'z'].slice(0, rows.length),
      });
      const list = Uint32Array.from(rows.keys()).filter((row) => isIn(row));
      const numbers = rows.flatMap(({ n }) => n ?? []);
      const edges = histogramEdges(Float64Array.from(numbers).sort());
      const counts = new Array<number>(edges.length - 1).fill(0);
      countIntoBins(
        edges,
        counts,
        Float64Array.from(list, (row) => rows[row]!.n ?? NaN),
      );
      const levels = [...'ponmlkjihgfedcba'];
      const profile = { missing: 0, distinct: 2, top: [], number: null };
      const profiles = [
        {
          ...profile,
          name: 'n',
          number: {
            min: 0,
            max: 1,
            mean: 0,
            stdDev: 1,
            q25: 0,
            median: 0,
            q75: 0,
            histogram: { edges, counts },
          },
        },
        { ...profile, name: 'c', top: levels.map((value) => ({ value, count: 1 })) },
      ];
      const asked = columns.map((column, place) => ({ column, profile: profiles[place]! }));
      const bars = await rowBars(source, asked, never);
      if (columns[0]!.type === 'number') expect([...countBars(bars.get('n')!, list)]).toEqual(counts);
      const inLevels = levels.map((level) => [...list].filter((row) => rows[row]!.c === level).length);
      if (columns[1]!.type === 'category') expect([...countBars(bars.get('c')!, list)]).toEqual(inLevels);
    }),
  );
});
