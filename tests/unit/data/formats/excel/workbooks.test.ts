// Workbooks that openpyxl wrote: every kind of cell comes back as what it was, wherever on whichever sheet the table is.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SheetOptions } from '../../../../../src/contract/data/opening/sheet-options';
import { faultOf, fileOf, readAll } from '../../read';

const folder = 'tests/fixtures/excel';
const values = JSON.parse(readFileSync(`${folder}/values.json`, 'utf8')) as Record<
  string,
  (string | number | boolean | null)[]
>;
const fileNamed = (name: string) => fileOf(new Uint8Array(readFileSync(`${folder}/${name}`)), name);
const read = (name: string, sheet: SheetOptions = {}) => readAll(fileNamed(name), { sheet });

const types = {
  ...{ id: 'number', amount: 'number', share: 'number', city: 'category', active: 'category' },
  ...{ day: 'datetime', moment: 'datetime', time: 'datetime', code: 'text', mixed: 'text' },
};

const places: [string, string, SheetOptions][] = [
  ['alone on its sheet', 'plain.xlsx', {}],
  ['with days counted from 1904', 'mac.xlsx', {}],
  ['below titles, not in the first column', 'report.xlsx', { sheet: 'Loans & more' }],
  ['where a range says', 'report.xlsx', { sheet: 'Loans & more', range: 'B5:K45' }],
  ['where the row of names is said', 'report.xlsx', { sheet: 'Loans & more', headerRow: 5 }],
];

describe.each(places)('a table %s', (_, name, options) => {
  it('has the types and the values that were written', async () => {
    const { columns, cells, rows } = await read(name, options);
    expect(rows).toBe(40);
    expect(Object.fromEntries(columns.map((column) => [column.name, column.type]))).toEqual(types);
    for (const [index, column] of columns.entries()) {
      const written = (values[column.name] ?? []).map((value) =>
        typeof value === 'boolean' || column.name === 'mixed' ? String(value) : value,
      );
      expect(cells.map((row) => row[index])).toEqual(written);
    }
  });
});

describe('a workbook', () => {
  it('opens at its first sheet and says which there are', async () => {
    const { reading } = await read('plain.xlsx');
    expect(reading.sheet).toEqual({ name: 'Sheet', all: ['Sheet'] });
  });

  it('opens at the first sheet that has a table, behind a cover', async () => {
    expect((await read('report.xlsx')).reading.sheet?.name).toBe('Loans & more');
  });

  it('tells the titles above a table, and nothing of a sheet that is formatted to its last cell', async () => {
    const { reading } = await read('report.xlsx', { sheet: 'Loans & more' });
    expect(reading.lines).toMatchObject({
      titles: 2,
      titleTexts: ['Loans of the year 2024', 'as of 31 December'],
      header: 1,
    });
  });

  it('takes an error for a missing value and leaves out rows without any', async () => {
    const { columns, cells, reading } = await read('report.xlsx', { sheet: 'Errors' });
    expect(columns.map(({ type }) => type)).toEqual(['number', 'number', 'category']);
    expect(cells).toEqual([
      [1, null, 'a'],
      [2, 3, 'b'],
      [4, 5, 'c'],
    ]);
    expect(reading.lines?.counts).toEqual([{ reason: 'empty', count: 1 }]);
  });

  it('without names gets some, also where a person says that it has none', async () => {
    expect((await read('headless.xlsx')).columns.map(({ name }) => name)).toEqual([
      'column_1',
      'column_2',
      'column_3',
    ]);
    const { rows } = await read('report.xlsx', { sheet: 'Hidden', headerRow: 0 });
    expect(rows).toBe(2);
  });

  it('is cut to the range that is said, also one of whole columns', async () => {
    const { columns, rows } = await read('report.xlsx', { sheet: 'Loans & more', range: 'B5:D15' });
    expect([columns.map(({ name }) => name), rows]).toEqual([['id', 'amount', 'share'], 10]);
    expect((await read('plain.xlsx', { range: 'D:E' })).columns.map(({ name }) => name)).toEqual([
      'city',
      'active',
    ]);
  });

  it('names its sheets where it has none of the name', async () => {
    expect(await faultOf(read('report.xlsx', { sheet: 'Loans' }))).toMatchObject({
      code: 'sheet_unknown',
      place: { file: 'report.xlsx' },
      params: { sheet: 'Loans', sheets: 'Read me, Loans & more, Hidden, Errors, Empty' },
    });
    expect((await faultOf(read('report.xlsx', { sheet: 'Empty' }))).code).toBe('sheet_empty');
    expect((await faultOf(read('report.xlsx', { sheet: 'Errors', range: 'X1:Z9' }))).code).toBe(
      'sheet_empty',
    );
  });
});
