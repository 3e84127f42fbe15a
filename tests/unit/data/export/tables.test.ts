// A table that goes out in any format comes back with the same columns, types and cells.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportFormats, type ExportFormatId } from '../../../../src/contract/data/export-formats';
import type { Part } from '../../../../src/data/export/tables/table-writer';
import { tableWriters } from '../../../../src/data/export/tables/writers';
import { fileOf, readAll, type ReadResult } from '../read';

async function exported(table: ReadResult, format: ExportFormatId): Promise<File> {
  const writer = (await tableWriters[format]())(table);
  const parts: Part[] = [...table.groups.flatMap((group) => writer.group(group)), ...writer.end()];
  return new File(parts, `table${exportFormats.find(({ id }) => id === format)?.ending ?? ''}`);
}

const ids = exportFormats.map(({ id }) => id);
const named = (path: string) => fileOf(new Uint8Array(readFileSync(path)), path.split('/').pop());

describe.each(ids)('%s', (format) => {
  it.each(['tests/fixtures/excel/plain.xlsx', 'tests/fixtures/columnar/snappy.parquet'])(
    'gives %s back as it was',
    async (path) => {
      const table = await readAll(named(path));
      const again = await readAll(await exported(table, format));
      expect(again.columns.map(({ name, type }) => [name, type])).toEqual(
        table.columns.map(({ name, type }) => [name, type]),
      );
      expect(again.cells).toEqual(table.cells);
    },
  );

  it('gives back whatever texts, numbers, dates and categories a table has', async () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .map((value) => `x${value.replace(/\s|\p{C}/gu, '_')}`);
    const cells = fc.record({
      number: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null)),
      date: fc.date({ min: new Date('1990-01-01'), max: new Date('2050-01-01'), noInvalidDate: true }),
      text,
      'a,"b"': fc.constantFrom('=1+1', '-x', '@home', "'quoted'", 'plain', 'zwei\nZeilen', '"'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(cells, { minLength: 30, maxLength: 60 }), async (records) => {
        const lines = records.map((record, row) =>
          JSON.stringify({ ...record, text: `${record.text}${row}` }),
        );
        const table = await readAll(fileOf(lines.join('\n'), 'table.ndjson'));
        const again = await readAll(await exported(table, format));
        expect(again.columns.map(({ name, type }) => [name, type])).toEqual(
          table.columns.map(({ name, type }) => [name, type]),
        );
        expect(again.cells).toEqual(table.cells);
      }),
      { numRuns: 25, seed: 11 },
    );
  });
});

it('CSV has a byte order mark only where a text beyond ASCII would be guessed wrong, and guards formulas', async () => {
  const plain = await readAll(fileOf('a,b\nx,1\n=y,2\nx,3\n'));
  expect(await (await exported(plain, 'csv')).text()).toBe("a,b\r\nx,1\r\n'=y,2\r\nx,3\r\n");
  const marked = await exported(await readAll(fileOf('a,b\n北京,1\n上海,2\n')), 'csv');
  expect([...new Uint8Array(await marked.arrayBuffer()).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
});

it.each(['parquet', 'arrow'] as const)(
  '%s keeps the types that texts alone would not show',
  async (format) => {
    const { columns, ...rest } = await readAll(
      fileOf('code,day\n01,2024-01-05\n02,2024-01-06\n01,2024-01-07\n'),
      {
        types: { code: 'category', day: 'text' },
      },
    );
    expect(columns.map(({ type }) => type)).toEqual(['category', 'text']);
    const again = await readAll(await exported({ columns, ...rest }, format));
    expect(again.columns.map(({ type }) => type)).toEqual(['category', 'text']);
    expect(again.cells).toEqual(rest.cells);
  },
);

it.each(['csv', 'ndjson'] as const)('%s gives moments back with their zone', async (format) => {
  const zoned = (zone: string, offset: string) =>
    [`2024-03-30T00:00:00${offset}`, `2024-03-31T23:30:00.250${offset}`, `2024-04-01T01:00:00${offset}`].map(
      (text, row) => `${text},${zone}${row}`,
    );
  for (const [zone, offset] of [
    ['+02:00', '+02:00'],
    ['-09:30', '-09:30'],
    ['UTC', 'Z'],
  ] as const) {
    const table = await readAll(fileOf(['at,n', ...zoned(zone, offset)].join('\n')));
    expect(table.columns[0]?.reading?.zone).toBe(zone);
    const file = await exported(table, format);
    expect(await file.text()).toContain(`2024-03-31T23:30:00.250${offset}`);
    const again = await readAll(file);
    expect(again.cells).toEqual(table.cells);
    expect(again.columns[0]).toEqual(table.columns[0]);
  }
  // Around a change of clocks the offsets differ: the moments are the same ones, written in UTC.
  const both = ['2024-03-31T01:30:00+01:00', '2024-03-31T03:30:00+02:00', '2024-03-31T03:30:00.5+02:00'];
  const mixed = await readAll(fileOf(['at,n', ...both.map((text, row) => `${text},${row}`)].join('\n')));
  expect(mixed.columns[0]?.reading?.zone).toBe('mixed');
  const file = await exported(mixed, format);
  expect(await file.text()).toContain('2024-03-31T00:30:00Z');
  expect((await readAll(file)).cells).toEqual(mixed.cells);
});
