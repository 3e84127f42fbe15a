// Parquet and Arrow files that pyarrow wrote, of every type and compression, read back equal; hostile ones are refused as damaged.
import { readFileSync } from 'node:fs';
import { parquetWriteBuffer } from 'hyparquet-writer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../../src/contract/data/dataset';
import { unpackLz4Frame } from '../../../../src/data/formats/arrow/lz4-frame';
import { faultOf, fileOf, readAll } from '../read';

const folder = 'tests/fixtures/columnar';
const values = JSON.parse(readFileSync(`${folder}/values.json`, 'utf8')) as Record<
  string,
  (Cell | boolean)[]
>;
const bytesOf = (name: string) => new Uint8Array(readFileSync(`${folder}/${name}`));
const fileNamed = (name: string) => fileOf(bytesOf(name), name);

/** What a column of the fixture is in Hearth. */
const types = {
  ...{ small: 'number', whole: 'number', single: 'number', double: 'number', price: 'number' },
  ...{ flag: 'category', city: 'category', level: 'category', digits: 'number' },
  ...{ day: 'datetime', moment: 'datetime' },
} as const;

const files = [
  ...['none', 'snappy', 'gzip', 'brotli', 'zstd', 'lz4', 'old', 'pages'].map((name) => `${name}.parquet`),
  ...['lz4.feather', 'zstd.feather', 'plain.arrow', 'stream.arrows'],
];

/** A value of the fixture as a cell. */
function cellFor(column: string, value: Cell | boolean): Cell {
  if (typeof value === 'boolean') return String(value);
  return column === 'digits' && value !== null ? Number(value) : value;
}

describe.each(files)('%s', (name) => {
  it('has the types and the values that were written', async () => {
    const { columns, cells, profiles, rows } = await readAll(fileNamed(name));
    expect(rows).toBe(60);
    expect(columns.map((column) => column.name)).toEqual(Object.keys(values));
    for (const [index, { name: column, type }] of columns.entries()) {
      const expected = types[column as keyof typeof types];
      if (expected) expect([column, type]).toEqual([column, expected]);
      const read = cells.map((row) => row[index] ?? null);
      const written = (values[column] ?? []).map((value) => cellFor(column, value));
      if (column === 'list') expect(read[1]).toBe('[1,2]');
      else if (column !== 'exact') expect(read).toEqual(written);
      else expect(read.map(String)).toEqual(written);
      if (column !== 'list')
        expect(profiles[index]?.missing).toBe(written.filter((value) => value === null).length);
    }
  });

  it('is refused as damaged where it is cut short, wherever that is', async () => {
    const bytes = bytesOf(name);
    for (const share of [0.3, 0.6, 0.95]) {
      const cut = bytes.slice(0, Math.floor(bytes.length * share));
      const outcome = await readAll(fileOf(cut, name)).then(
        ({ rows }) => rows,
        (error: unknown) => (error as { fault: { code: string } }).fault.code,
      );
      // A stream that ends between two batches is a shorter stream.
      if (typeof outcome === 'number')
        expect([name.startsWith('stream'), outcome < 60]).toEqual([true, true]);
      else expect(['file_damaged', 'file_binary', 'file_header_only']).toContain(outcome);
    }
  });
});

it('a Parquet file whose footer points outside the file is refused as damaged', async () => {
  const bytes = bytesOf('snappy.parquet');
  bytes[8572] = 175;
  expect(await faultOf(readAll(fileOf(bytes, 'snappy.parquet')))).toMatchObject({
    code: 'file_damaged',
    place: { file: 'snappy.parquet' },
    params: { format: 'Parquet' },
  });
});

describe('a footer that lies', () => {
  const table = (rows: number) =>
    new Uint8Array(
      parquetWriteBuffer({
        columnData: [{ name: 'a', data: Array.from({ length: rows }, (_, row) => row), type: 'INT32' }],
      }),
    );

  it('about nothing at all is a header only', async () => {
    expect(await faultOf(readAll(fileOf(table(0), 'empty.parquet')))).toMatchObject({
      code: 'file_header_only',
      place: { file: 'empty.parquet' },
    });
  });

  it('of the name only is found by its content', async () => {
    const { cells } = await readAll(fileOf(table(3), 'table.csv'));
    expect(cells).toEqual([[0], [1], [2]]);
  });
});

it('reads a table of several groups in the order of its rows', async () => {
  const rows = 300_000;
  const data = Array.from({ length: rows }, (_, row) => row);
  const bytes = new Uint8Array(
    parquetWriteBuffer({ columnData: [{ name: 'a', data, type: 'INT32' }], rowGroupSize: 70_000 }),
  );
  const { groups, profiles } = await readAll(fileOf(bytes, 'long.parquet'));
  let next = 0;
  for (const { firstRow, rows: count, values: columns } of groups) {
    expect(firstRow).toBe(next);
    const [column] = columns;
    if (column?.type === 'number')
      expect([column.values[0], column.values.at(-1)]).toEqual([next, next + count - 1]);
    next += count;
  }
  expect([next, profiles[0]?.number?.mean]).toEqual([rows, (rows - 1) / 2]);
});

it('unpacks LZ4 whose blocks refer to those before them', async () => {
  const { cells } = await readAll(fileNamed('blocks.feather'));
  expect(cells).toEqual(Array.from({ length: 40_000 }, (_, row) => [(row * row) % 977]));
});

describe('LZ4 frames', () => {
  const frame = (...block: number[]) =>
    Uint8Array.of(0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0, block.length, 0, 0, 0, ...block, 0, 0, 0, 0);

  it('hold literals, and matches that overlap what they make', () => {
    // Two literals, then a match of seven bytes two bytes back, then three literals.
    expect([...unpackLz4Frame(frame(0x23, 1, 2, 2, 0, 0x30, 7, 8, 9), 12)]).toEqual([
      1, 2, 1, 2, 1, 2, 1, 2, 1, 7, 8, 9,
    ]);
  });

  it.each([
    ['is no frame', Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), 1],
    ['is of another length', frame(0x30, 7, 8, 9), 4],
    ['has more than it says', frame(0x30, 7, 8, 9), 2],
    ['refers to before its beginning', frame(0x13, 1, 9, 0, 0x10, 1), 20],
    ['refers to itself', frame(0x13, 1, 0, 0, 0x10, 1), 20],
    ['ends in a block', frame(0xf0, 0xff, 0xff), 600],
  ])('one that %s is refused', (_, bytes, length) => {
    expect(() => unpackLz4Frame(bytes, length)).toThrow();
  });

  it('are unpacked or refused whatever their bytes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 60 }),
        fc.nat(200),
        (block, length) => {
          try {
            expect(unpackLz4Frame(frame(...block), length)).toHaveLength(length);
          } catch (error) {
            expect(error).toBeInstanceOf(Error);
          }
        },
      ),
    );
  });
});
