import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../../src/contract/data/dataset';
import { HearthError } from '../../../src/contract/transport/fault';
import { cellAt, isMissingAt } from '../../../src/data/columns/registry';
import type { ColumnValues } from '../../../src/data/columns/values';
import { decodeRowGroup, encodeRowGroup, rowsPerGroup } from '../../../src/data/rows/row-group';

const columns: Column[] = [
  { name: 'amount', type: 'number', categories: [], shape: null },
  { name: 'city', type: 'category', categories: ['Bonn', 'Köln'], shape: null },
  { name: '__proto__', type: 'datetime', categories: [], shape: null },
  { name: 'note', type: 'text', categories: [], shape: null },
  { name: 'scan', type: 'image', categories: [], shape: [2, 3, 1] },
];

interface Row {
  amount: number;
  code: number;
  at: number;
  note: string | null;
  scan: number[];
}

const row = fc.record<Row>({
  amount: fc.double(),
  code: fc.integer({ min: -1, max: 1 }),
  at: fc.double(),
  note: fc.option(fc.string({ unit: 'grapheme' }), { nil: null }),
  scan: fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 6, maxLength: 6 }),
});

function toValues(rows: Row[]): ColumnValues[] {
  const texts = rows.map(({ note }) => new TextEncoder().encode(note ?? ''));
  const offsets = new Uint32Array(rows.length + 1);
  texts.forEach((text, index) => (offsets[index + 1] = (offsets[index] ?? 0) + text.length));
  return [
    { type: 'number', values: Float64Array.from(rows, ({ amount }) => amount) },
    { type: 'category', codes: Int32Array.from(rows, ({ code }) => code) },
    { type: 'datetime', values: Float64Array.from(rows, ({ at }) => at) },
    {
      type: 'text',
      offsets,
      bytes: Uint8Array.from(texts.flatMap((text) => [...text])),
      valid: Uint8Array.from(rows, ({ note }) => (note === null ? 0 : 1)),
    },
    { type: 'image', pixels: Uint8Array.from(rows.flatMap(({ scan }) => scan)) },
  ];
}

describe('row group', () => {
  it('gives back what was put in, wherever the bytes lie', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), fc.integer({ min: 0, max: 9 }), (rows, shift) => {
        const values = toValues(rows);
        const encoded = encodeRowGroup(rows.length, values);
        const moved = new Uint8Array(encoded.length + shift);
        moved.set(encoded, shift);
        const decoded = decodeRowGroup(moved.subarray(shift), columns);
        expect(decoded.rows).toBe(rows.length);
        expect([...decoded.values.values()]).toEqual(values);
      }),
    );
  });

  it('reads only the wanted columns, as views of the chunk', () => {
    const rows: Row[] = [{ amount: 2.5, code: 1, at: 7, note: 'né', scan: [9, 8, 7, 6, 5, 4] }];
    const encoded = encodeRowGroup(1, toValues(rows));
    const { values } = decodeRowGroup(encoded, columns, new Set(['scan', 'note']));
    expect([...values.keys()]).toEqual(['note', 'scan']);
    const scan = values.get('scan');
    expect(scan?.type === 'image' && scan.pixels.buffer === encoded.buffer).toBe(true);
  });

  it('shows cells, and missing ones as null', () => {
    const present: Row = { amount: -3.25, code: 1, at: 86_400_000, note: '', scan: [0, 0, 0, 0, 0, 0] };
    const absent: Row = { amount: NaN, code: -1, at: NaN, note: null, scan: [0, 0, 0, 0, 0, 0] };
    const values = toValues([present, absent]);
    const shown = [0, 1].map((at) => columns.map((column, index) => cellAt(column, values[index]!, at)));
    expect(shown).toEqual([
      [-3.25, 'Köln', 86_400_000, '', null],
      [null, null, null, null, null],
    ]);
    expect(values.map((one) => isMissingAt(one, 1))).toEqual([true, true, true, true, false]);
  });

  it('either decodes or says storage_damaged, whatever the bytes are', () => {
    const encoded = encodeRowGroup(
      3,
      toValues(
        [1.5, 2.5, 3.5].map((amount) => ({ amount, code: 0, at: 5, note: 'abc', scan: [1, 2, 3, 4, 5, 6] })),
      ),
    );
    const flips = fc.array(fc.tuple(fc.nat(encoded.length - 1), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(flips, fc.nat(encoded.length), (changes, length) => {
        const bytes = encoded.slice(0, length);
        for (const [at, mask] of changes) if (at < length) bytes[at]! ^= mask;
        try {
          const { values } = decodeRowGroup(bytes, columns);
          for (const column of columns)
            for (let at = 0; at < 3; at++) cellAt(column, values.get(column.name)!, at);
        } catch (error) {
          expect(error instanceof HearthError && error.fault.code).toBe('storage_damaged');
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['cut short', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 8)],
    ['empty', () => new Uint8Array()],
    ['of another kind', (bytes: Uint8Array) => bytes.map((byte, at) => (at === 0 ? byte + 1 : byte))],
  ])('refuses bytes that are %s', (_, damage) => {
    const encoded = encodeRowGroup(
      1,
      toValues([{ amount: 1, code: 0, at: 1, note: 'x', scan: [1, 2, 3, 4, 5, 6] }]),
    );
    expect(() => decodeRowGroup(damage(encoded), columns)).toThrow('storage_damaged');
  });

  it('refuses a group of other columns', () => {
    const encoded = encodeRowGroup(1, [{ type: 'number', values: new Float64Array([4]) }]);
    const category: Column[] = [{ name: 'a', type: 'category', categories: [], shape: null }];
    expect(() => decodeRowGroup(encoded, category)).toThrow('storage_damaged');
    expect(() => decodeRowGroup(encoded, columns)).toThrow('storage_damaged');
  });

  it('aims at 4 MiB and always takes a row', () => {
    expect(rowsPerGroup(columns.slice(0, 2))).toBe(Math.floor((4 * 1024 * 1024) / 12));
    const huge: Column[] = [{ name: 'scan', type: 'image', categories: [], shape: [4096, 4096, 4] }];
    expect(rowsPerGroup(huge)).toBe(1);
  });
});
