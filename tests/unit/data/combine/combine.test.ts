// Rows and columns of a file beside those of a table, held against a plain implementation.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../../src/contract/data/dataset';
import { appendReading, matchColumns } from '../../../../src/data/combine/append';
import { countJoin, joinReading, readSide, type JoinKind } from '../../../../src/data/combine/join';
import { cellAt } from '../../../../src/data/columns/registry';
import { readFile } from '../../../../src/data/formats/registry';
import type { DatasetReading } from '../../../../src/data/rows/reading';
import { faultOf, fileOf, readAll } from '../read';

const options = { signal: new AbortController().signal, onProgress: () => undefined };

async function tableOf(csv: string) {
  const read = await readAll(fileOf(csv));
  const values = read.groups.map(
    (group) => new Map(read.columns.map(({ name }, index) => [name, group.values[index]!])),
  );
  const source = {
    groups: read.groups.map(({ firstRow, rows }) => ({ firstRow, rows })),
    read: (index: number) => Promise.resolve(values[index]!),
  };
  return { columns: read.columns, rows: read.rows, source, cells: read.cells };
}
const reading = async (csv: string) => (await readFile(fileOf(csv), options)).reading;

async function cellsIn({ columns, groups }: DatasetReading): Promise<Cell[][]> {
  const cells: Cell[][] = [];
  for await (const batch of groups())
    for (let row = 0; row < batch.rows; row++)
      cells.push(columns.map((column, index) => cellAt(column, batch.values[index]!, row)));
  return cells;
}

describe('appending', () => {
  it('finds columns by name, keeps the codes of levels and adds new ones behind them', async () => {
    const table = await tableOf('city,n,note\nRom,1,a\nBonn,2,b\nRom,3,a\n');
    const added = await reading('n,city,other\n7,Aachen,x\n8,Rom,y\n');
    const appended = appendReading(table, added, options);
    expect(appended.columns.map(({ name, categories }) => [name, categories])).toEqual([
      ['city', ['Bonn', 'Rom', 'Aachen']],
      ['n', []],
      ['note', ['a', 'b']],
    ]);
    expect(await cellsIn(appended)).toEqual([
      ['Aachen', 7, null],
      ['Rom', 8, null],
    ]);
    const { rows, profiles } = await appended.finish();
    expect(rows).toBe(5);
    expect(profiles.map(({ missing }) => missing)).toEqual([0, 0, 2]);
    expect(profiles[1]?.number?.mean).toBeCloseTo(4.2);
  });

  it('says what does not match before', async () => {
    const here = (await readAll(fileOf('a,b,c\n1,x,2\n2,y,3\n'))).columns;
    const there = (await readAll(fileOf('a,b,d\nq,x,2\nr,y,3\n'))).columns;
    expect(matchColumns(here, there)).toEqual({
      missing: ['c'],
      extra: ['d'],
      others: [{ name: 'a', here: 'number', there: 'category' }],
    });
  });
});

describe('joining', () => {
  const left = 'id,city\n1,Rom\n2,Bonn\n,Rom\n3,Ulm\n2,Ulm\n';
  const right = 'key,price,city\n2,10,x\n3,20,y\n3,21,z\n9,30,x\n';
  const keys = [{ left: 'id', right: 'key' }];

  async function joined(kind: JoinKind) {
    const table = await tableOf(left);
    const side = await readSide(await reading(right), keys);
    const counts = await countJoin(table, side, { kind, signal: options.signal });
    const made = joinReading(table, side, { ...options, kind });
    return { counts, names: made.columns.map(({ name }) => name), cells: await cellsIn(made) };
  }

  it('left keeps every row, and repeats one whose key stands twice in the file', async () => {
    const { counts, names, cells } = await joined('left');
    expect(names).toEqual(['id', 'city', 'price', 'city_2']);
    expect(cells).toEqual([
      [1, 'Rom', null, null],
      [2, 'Bonn', 10, 'x'],
      [null, 'Rom', null, null],
      [3, 'Ulm', 20, 'y'],
      [3, 'Ulm', 21, 'z'],
      [2, 'Ulm', 10, 'x'],
    ]);
    expect(counts).toEqual({
      ...{ rows: 6, leftRows: 5, rightRows: 4 },
      ...{ leftUnmatched: 2, rightUnmatched: 1, repeatedKeys: 1 },
    });
  });

  it('inner keeps rows with a match only, and refuses where there is none', async () => {
    const { counts, cells } = await joined('inner');
    expect(cells.map(([id]) => id)).toEqual([2, 3, 3, 2]);
    expect(counts.rows).toBe(4);
    const side = await readSide(await reading('id,b\n7,x\n8,y\n'), [{ left: 'id', right: 'id' }]);
    const none = joinReading(await tableOf(left), side, { ...options, kind: 'inner' });
    expect((await faultOf(cellsIn(none))).code).toBe('rows_too_few');
  });

  it('gives what a loop over both tables gives', async () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 99 })), {
      minLength: 1,
      maxLength: 25,
    });
    const csvOf = (all: [number, number][], names: string) =>
      `${names}\n${all.map(([key, value]) => `${key},${value + 0.5}`).join('\n')}\n`;
    await fc.assert(
      fc.asyncProperty(
        rows,
        rows,
        fc.constantFrom('left' as const, 'inner' as const),
        async (one, two, kind) => {
          const expected = one.flatMap(([key, value]) => {
            const found = two
              .filter(([other]) => other === key)
              .map(([, price]) => [key, value + 0.5, price + 0.5]);
            return found.length > 0 || kind === 'inner' ? found : [[key, value + 0.5, null]];
          });
          const table = await tableOf(csvOf(one, 'k,a'));
          const side = await readSide(await reading(csvOf(two, 'k,b')), [{ left: 'k', right: 'k' }]);
          const counts = await countJoin(table, side, { kind, signal: options.signal });
          expect(counts.rows).toBe(expected.length);
          if (expected.length > 0)
            expect(await cellsIn(joinReading(table, side, { ...options, kind }))).toEqual(expected);
        },
      ),
      { numRuns: 60, seed: 3 },
    );
  });

  it('refuses what would give more rows than a table may have', async () => {
    const many = `k,a\n${'1,2\n'.repeat(5000)}`;
    const side = await readSide(await reading(many), [{ left: 'k', right: 'k' }]);
    const table = await tableOf(many);
    expect(await faultOf(countJoin(table, side, { kind: 'left', signal: options.signal }))).toMatchObject({
      code: 'join_excessive',
      params: { rows: 25_000_000 },
    });
  });
});
