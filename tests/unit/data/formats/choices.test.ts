// What a person chooses of how a file is read is what happens, whatever would have been found.
import { describe, expect, it } from 'vitest';
import type { OpenChoices } from '../../../../src/contract/data/opening/open-choices';
import { faultOf, fileOf, readAll } from '../read';

const typesOf = async (csv: string, types: Record<string, 'number' | 'category' | 'datetime' | 'text'>) => {
  const { columns, cells, notices } = await readAll(fileOf(csv), { types });
  return { types: columns.map(({ type }) => type), cells, notices };
};

describe('a type', () => {
  it('makes categories or texts of numbers', async () => {
    expect(await typesOf('code,zip\n1,01\n2,02\n1,01\n', { code: 'category', zip: 'text' })).toMatchObject({
      types: ['category', 'text'],
      cells: [
        ['1', '01'],
        ['2', '02'],
        ['1', '01'],
      ],
    });
  });

  it('makes numbers and dates of columns that are mostly others, and names what does not fit', async () => {
    const csv = 'n,d\nfive,soon\n6,2024-02-03\nseven,later\n';
    const { types, cells, notices } = await typesOf(csv, { n: 'number', d: 'datetime' });
    expect(types).toEqual(['number', 'datetime']);
    expect(cells).toEqual([
      [null, null],
      [6, Date.UTC(2024, 1, 3)],
      [null, null],
    ]);
    expect(notices.map(({ row, column, value }) => [row, column, value])).toEqual([
      [1, 'n', 'five'],
      [1, 'd', 'soon'],
      [3, 'n', 'seven'],
      [3, 'd', 'later'],
    ]);
  });

  it('leaves every cell missing where none can be of it', async () => {
    const { types, cells, notices } = await typesOf('n,d\nfive,soon\nsix,later\n', {
      n: 'number',
      d: 'datetime',
    });
    expect(types).toEqual(['number', 'datetime']);
    expect(cells).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(notices).toHaveLength(4);
  });

  it('is taken by formats with types of their own, too, and by no column that is not there', async () => {
    const file = fileOf('[{"a":1,"b":"x"},{"a":2,"b":"y"}]', 'a.json');
    const named = [
      ['a', 'text'],
      ['constructor', 'number'],
    ] as const;
    const { columns, cells } = await readAll(file, { types: Object.fromEntries(named) });
    expect(columns.map(({ type }) => type)).toEqual(['text', 'category']);
    expect(cells[1]).toEqual(['2', 'y']);
  });

  it('of too many levels for categories stays what it is', async () => {
    const many = Array.from({ length: 1500 }, (_, row) => `word${row}`).join('\n');
    expect((await typesOf(`a\n${many}\n`, { a: 'category' })).types).toEqual(['text']);
  });
});

it('a decimal mark is the one that counts', async () => {
  const csv = 'a;b\n1.234;x\n5.678;y\n9.012;z\n';
  const read = async (decimal: 'dot' | 'comma') =>
    (await readAll(fileOf(csv), { text: { decimal } })).cells[0]?.[0];
  expect([await read('dot'), await read('comma')]).toEqual([1.234, 1234]);
});

describe('rows of another width', () => {
  const csv = 'a,b\n1,2\n3\n4,5,6\n7,8\n9,10\n11,12\n';
  const firsts = async (ragged: 'keep' | 'drop') =>
    (await readAll(fileOf(csv), { text: { ragged } })).cells.map(([first]) => first);

  it('are filled and cut, or left out', async () => {
    expect(await firsts('keep')).toEqual([1, 3, 4, 7, 9, 11]);
    expect(await firsts('drop')).toEqual([1, 7, 9, 11]);
  });

  it('are a reason to stop, with the place of the first', async () => {
    expect(await faultOf(readAll(fileOf(csv), { text: { ragged: 'stop' } }))).toMatchObject({
      code: 'row_ragged',
      place: { file: 'loans.csv', row: 2 },
      params: { expected: 2, found: 1 },
    });
  });

  it('may be most of a file, where a person says what becomes of them', async () => {
    const most = `a,b,c\n1,2,3\n${'3,4\n'.repeat(40)}`;
    expect((await faultOf(readAll(fileOf(most), {}))).code).toBe('row_ragged');
    expect((await readAll(fileOf(most), { text: { ragged: 'keep' } })).rows).toBe(41);
  });

  it('that are too many are told to who looks at the file, and counted', async () => {
    const most = `a,b,c\n1,2,3\n${'3,4\n'.repeat(40)}`;
    const look = (choices: OpenChoices) =>
      readAll(fileOf(most), { ...choices, sampleRows: 2000 } as OpenChoices);
    const { reading, rows } = await look({});
    expect([rows, reading.ragged]).toEqual([41, { row: 2, expected: 3, found: 2 }]);
    expect(reading.lines?.counts).toEqual([{ reason: 'short', count: 40 }]);
    for (const ragged of ['keep', 'drop'] as const)
      expect((await look({ text: { ragged } })).reading.ragged).toBeUndefined();
    expect((await readAll(fileOf(csv), { sampleRows: 2000 } as OpenChoices)).reading.ragged).toBeUndefined();
  });
});
