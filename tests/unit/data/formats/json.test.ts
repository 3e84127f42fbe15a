// JSON files as tables: arrays of records and records one after another, cut anywhere.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonRecords } from '../../../../src/data/formats/json/json-records';
import { faultOf, fileOf, readAll } from '../read';

const records = Array.from({ length: 40 }, (_, row) => ({
  id: 100 + row,
  city: ['Köln', 'Bonn', '上海'][row % 3],
  paid: row % 2 === 0,
  amount: row % 5 === 0 ? null : row / 4,
  ...(row % 7 === 0 ? {} : { note: `a "quoted", {bracketed} [text]\n${row}` }),
}));

describe.each([
  ['an array', JSON.stringify(records)],
  ['an array with line breaks', JSON.stringify(records, null, 2)],
  ['a record a line', records.map((record) => JSON.stringify(record)).join('\n')],
  [
    'records one after another, behind a mark',
    `\ufeff${records.map((record) => JSON.stringify(record)).join('')}`,
  ],
])('%s', (_, text) => {
  it.each(['rows.json', 'rows.ndjson', 'rows.csv'])('opens as %s', async (name) => {
    const { columns, cells } = await readAll(fileOf(text, name));
    expect(columns.map((column) => [column.name, column.type])).toEqual([
      ['id', 'number'],
      ['city', 'category'],
      ['paid', 'category'],
      ['amount', 'number'],
      ['note', 'text'],
    ]);
    expect(cells).toEqual(
      records.map(({ id, city, paid, amount, note }) => [id, city, String(paid), amount, note ?? null]),
    );
  });
});

it('keeps long whole numbers digit for digit, and what is nested as JSON', async () => {
  const text =
    '[{"id":12345678901234567890,"at":{"x":[1,2]},"s":"12345678901234567890"},{"id":12345678901234567891}]';
  const { cells } = await readAll(fileOf(text, 'long.json'));
  expect(cells).toEqual([
    ['12345678901234567890', '{"x":[1,2]}', '12345678901234567890'],
    ['12345678901234567891', null, null],
  ]);
});

it('takes texts without the blanks around them', async () => {
  const text = JSON.stringify(
    Array.from({ length: 12 }, (_, at) => ({ c: at % 3 ? ' a ' : '\tb', n: ' 5 ' })),
  );
  const { columns, cells } = await readAll(fileOf(text, 'blanks.json'));
  expect(columns.map(({ type }) => type)).toEqual(['category', 'number']);
  expect(cells.slice(0, 2)).toEqual([
    ['b', 5],
    ['a', 5],
  ]);
});

it('takes names for names, whatever they are', async () => {
  const { columns, cells } = await readAll(
    fileOf('[{"__proto__":1,"constructor":2},{"__proto__":3}]', 'odd.json'),
  );
  expect(columns.map(({ name }) => name)).toEqual(['__proto__', 'constructor']);
  expect(cells).toEqual([
    [1, 2],
    [3, null],
  ]);
});

describe('is refused as damaged', () => {
  it.each([
    ['where its end is missing', '[{"a":1},{"a":2}'],
    ['where a record is cut', '{"a":1}\n{"a":'],
    ['where something is no record', '[{"a":1},2]'],
    ['where rows have no names', '[[1,2],[3,4]]'],
    ['where it is no JSON', '[{"a":1},{a:2}]'],
    ['where it goes deeper than anyone goes', `[{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}]`],
  ])('%s', async (_, text) => {
    expect(await faultOf(readAll(fileOf(text, 'bad.json')))).toMatchObject({
      code: 'file_damaged',
      place: { file: 'bad.json' },
    });
  });
});

it('reads fractions of many digits as the numbers that they are', async () => {
  const { cells } = await readAll(
    fileOf('[{"a":0.30000000000000004},{"a":-0.0000010000000000000002},{"a":12}]', 'a.json'),
  );
  expect(cells).toEqual([[0.30000000000000004], [-0.0000010000000000000002], [12]]);
});

it('finds the same records wherever the bytes are cut', async () => {
  const record = fc.dictionary(
    fc.string(),
    fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.array(fc.string())),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(record), fc.integer({ min: 1, max: 40 }), async (all, size) => {
      const bytes = new TextEncoder().encode(JSON.stringify(all, null, size % 3));
      const pieces: NamedPieces = {
        size: bytes.length,
        slice: (from, to) => new Blob([bytes.slice(from, to)]),
      };
      const found: unknown[] = [];
      for await (const block of jsonRecords(pieces as unknown as File, new AbortController().signal))
        found.push(...block.records.map((each) => each.record));
      expect(found).toEqual(all);
    }),
    { numRuns: 50 },
  );
});

interface NamedPieces {
  size: number;
  slice(from: number, to: number): Blob;
}
