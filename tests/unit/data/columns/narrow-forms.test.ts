// The forms in which numbers, dates and codes are stored: each gives back what was put in, bit for bit, in as few bytes as told.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Column } from '../../../../src/contract/data/dataset';
import type { ColumnValues } from '../../../../src/data/columns/values';
import { decodeRowGroup, encodeRowGroup } from '../../../../src/data/rows/row-group';

const day = 86_400_000;
const header = 16 + 32;
const parameters = 24;
const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8;

const column = (type: Column['type'], levels = 0): Column => ({
  name: 'x',
  type,
  categories: Array.from({ length: levels }, (_, level) => String(level)),
  shape: null,
});

function stored(
  given: ColumnValues,
  rows: number,
  of = column(given.type),
): { bytes: number; back: ColumnValues } {
  const bytes = encodeRowGroup(rows, [given]);
  return { bytes: bytes.length, back: decodeRowGroup(bytes, [of]).values.get('x')! };
}

const numbers = (type: 'number' | 'datetime', list: readonly number[]): ColumnValues => ({
  type,
  values: Float64Array.from(list),
});

it.each([
  ['whole numbers in a row', 1, Array.from({ length: 255 }, (_, row) => 1e12 + row)],
  ['more of them than a byte tells apart', 2, Array.from({ length: 256 }, (_, row) => row - 128)],
  ['two decimals', 2, Array.from({ length: 500 }, (_, row) => row / 100)],
  ['large and small', 4, [0.001, -2_000_000, NaN, 1_234_567.891]],
  ['floats of 32 bits', 4, [Math.fround(0.1), -0, Infinity, NaN]],
  ['floats of 64 bits', 8, [Math.PI, 1, NaN]],
  ['nothing', 1, [NaN, NaN, NaN]],
  ['whole numbers beyond 2⁵³', 4, [2 ** 60, 1]],
  ['a whole number at the edge of Int32', 8, [-(2 ** 31), 2 ** 31 - 1]],
  ['nine decimals', 4, [0.000000001, 2.000000001]],
])('stores %s in %i bytes a number', (_, width, list) => {
  const { bytes, back } = stored(numbers('number', list), list.length);
  const whole = !list.some((value) => Object.is(value, -0)) && width < 8 && !list.includes(2 ** 60);
  expect(bytes).toBe(header + aligned(list.length * width) + (whole ? parameters : 0));
  expect(back).toEqual(numbers('number', list));
});

it.each([
  ['days', 2, Array.from({ length: 3000 }, (_, row) => (row - 1000) * day)],
  ['minutes', 2, Array.from({ length: 600 }, (_, row) => 20_000 * day + row * 60_000)],
  ['milliseconds of one minute', 2, [20_000 * day + 1, NaN, 20_000 * day + 59_999]],
  ['milliseconds of many years', 8, [1, 20_000 * day]],
])('stores %s in %i bytes a date', (_, width, list) => {
  const { bytes, back } = stored(numbers('datetime', list), list.length);
  expect(bytes).toBe(header + aligned(list.length * width) + (width < 8 ? parameters : 0));
  expect(back).toEqual(numbers('datetime', list));
});

it.each([
  [1, 255],
  [2, 256],
  [2, 65_535],
  [4, 65_536],
])('stores codes in %i bytes where there are %i levels', (width, levels) => {
  const codes: ColumnValues = { type: 'category', codes: Int32Array.of(0, -1, levels - 1) };
  const { bytes, back } = stored(codes, 3, column('category', levels));
  expect(bytes).toBe(header + aligned(3 * width));
  expect(back).toEqual(codes);
});

const decimal = fc
  .tuple(fc.integer({ min: -(10 ** 7), max: 10 ** 7 }), fc.integer({ min: 0, max: 9 }))
  .map(([whole, decimals]) => Number(`${whole}e-${decimals}`));
const value = fc.oneof(
  { weight: 6, arbitrary: decimal },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.maxSafeInteger() },
  { weight: 1, arbitrary: fc.constantFrom(NaN, 0, -0, 2 ** 31, -(2 ** 31), 1e21, 5e-324) },
);

it('gives back any numbers and dates', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.array(decimal, { maxLength: 50 }), fc.array(value, { maxLength: 50 })),
      fc.constantFrom('number', 'datetime'),
      fc.constantFrom(1, 1000, day),
      (list, type, unit) => {
        const given = numbers(
          type,
          list.map((one) => one * unit),
        );
        expect(stored(given, list.length).back).toEqual(given);
      },
    ),
    { numRuns: 2000 },
  );
});

it('refuses a form that it does not know', () => {
  for (const given of [numbers('number', [1]), { type: 'category', codes: Int32Array.of(0) } as const]) {
    const bytes = encodeRowGroup(1, [given]);
    bytes[16 + 4] = 9;
    expect(() => decodeRowGroup(bytes, [column(given.type, 1)])).toThrow('storage_damaged');
  }
});
