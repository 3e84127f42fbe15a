// The bytes in which row groups lie in stores and project files, as literals: what is stored today opens for ever.
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Column } from '../../../../src/contract/data/dataset';
import type { ColumnValues } from '../../../../src/data/columns/values';
import { decodeRowGroup, encodeRowGroup, rowsPerGroup } from '../../../../src/data/rows/row-group';
import { hashRows } from '../../../../src/data/quality/row-hash';
import { readAll } from '../read';

const columns: Column[] = [
  { name: 'amount', type: 'number', categories: [], shape: null },
  { name: 'city', type: 'category', categories: ['Bonn', 'Köln'], shape: null },
  { name: 'day', type: 'datetime', categories: [], shape: null },
  { name: 'note', type: 'text', categories: [], shape: null },
  { name: 'scan', type: 'image', categories: [], shape: [1, 2, 1] },
];

const values: ColumnValues[] = [
  { type: 'number', values: Float64Array.of(1.5, NaN, -0) },
  { type: 'category', codes: Int32Array.of(1, -1, 0) },
  { type: 'datetime', values: Float64Array.of(1_700_000_000_000, NaN, 0) },
  {
    type: 'text',
    offsets: Uint32Array.of(0, 3, 3, 5),
    bytes: new TextEncoder().encode('été'.slice(0, 2) + 'ok'),
    valid: Uint8Array.of(1, 0, 1),
  },
  { type: 'image', pixels: Uint8Array.of(0, 255, 7, 8, 9, 10) },
];

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

it('opens every column type in the bytes that it first had', () => {
  const bytes = Uint8Array.from(
    Buffer.from(
      '485247310300000005000000000000000100000000000000b000000018000000000000000000000000000000000000000200000000000000c80000000c000000000000000000000000000000000000000300000000000000d800000018000000000000000000000000000000000000000400000000000000f000000010000000000100000500000008010000030000000500000000000000100100000600000000000000000000000000000000000000000000000000f83f000000000000f87f000000000000008001000000ffffffff000000000000000000008056febc7842000000000000f87f000000000000000000000000030000000300000005000000c3a9746f6b000000010001000000000000ff0708090a0000',
      'hex',
    ),
  );
  expect([...decodeRowGroup(bytes, columns).values.values()]).toEqual(values);
});

it('writes every column type in the bytes that it has now', () => {
  const bytes = encodeRowGroup(3, values);
  expect(hex(bytes)).toMatchInlineSnapshot(
    `"485247320300000005000000000000000100000004000000b00000000c000000000000000000000000000000000000000200000001000000c000000003000000000000000000000000000000000000000300000003000000c80000000c000000d80000001800000000000000000000000400000000000000f0000000100000000001000005000000080100000300000005000000000000001001000006000000000000000000000000000000000000000000c03f0000c07f000000800000000001ff00000000000000f1536500000080000000000000000000000000000000000000000000408f40000000000000f03f00000000030000000300000005000000c3a9746f6b000000010001000000000000ff0708090a0000"`,
  );
  expect([...decodeRowGroup(bytes, columns).values.values()]).toEqual(values);
});

it('cuts groups where it always did', () => {
  expect(columns.map((column) => rowsPerGroup([column]))).toMatchInlineSnapshot(`
    [
      524288,
      1048576,
      524288,
      79137,
      2097152,
    ]
  `);
  expect(rowsPerGroup(columns)).toMatchInlineSnapshot(`55924`);
});

it('hashes rows as it always did, which counts of repeated rows rest on', () => {
  const { low, high } = hashRows(values, 3);
  expect([...low, ...high]).toMatchInlineSnapshot(`
    [
      38713459,
      3412466626,
      893640000,
      3368638412,
      926743626,
      2431098659,
    ]
  `);
});

it('reads a table into the same bytes and facts', async () => {
  const read = await readAll(
    'id;amount;when;word;text\n' +
      Array.from({ length: 60 }, (_, row) => {
        const amount = row === 5 ? 'NA' : row === 6 ? '-' : `${row},${row % 10}5`;
        const day = row === 7 ? '?' : `2024-0${1 + (row % 9)}-1${row % 10}`;
        return `${row};${amount};${day};${['red', 'blue', '缺失'][row % 3]};note ${row} é`;
      }).join('\n'),
  );
  const bytes = read.groups.map(({ rows, values: of }) => encodeRowGroup(rows, of));
  expect(read.columns).toMatchInlineSnapshot(`
    [
      {
        "categories": [],
        "name": "id",
        "reading": {
          "decimal": "comma",
          "missing": [],
        },
        "shape": null,
        "type": "number",
      },
      {
        "categories": [],
        "name": "amount",
        "reading": {
          "decimal": "comma",
          "missing": [
            "NA",
            "-",
          ],
        },
        "shape": null,
        "type": "number",
      },
      {
        "categories": [],
        "name": "when",
        "reading": {
          "dates": "iso",
          "missing": [
            "?",
          ],
        },
        "shape": null,
        "type": "datetime",
      },
      {
        "categories": [
          "blue",
          "red",
        ],
        "name": "word",
        "reading": {
          "missing": [
            "缺失",
          ],
        },
        "shape": null,
        "type": "category",
      },
      {
        "categories": [],
        "name": "text",
        "reading": {
          "missing": [],
        },
        "shape": null,
        "type": "text",
      },
    ]
  `);
  expect(bytes.map(sha256)).toMatchInlineSnapshot(`
    [
      "d368de11014aa04ec6314f9978635098cab0098991a2473fb50a3d53491120bd",
    ]
  `);
  expect(sha256(new TextEncoder().encode(JSON.stringify(read.profiles)))).toMatchInlineSnapshot(
    `"09760eaa7652b95da9dd90c64efc58e7e011aefcef883f4cc5ad11408702b5a7"`,
  );
});
