// The order of numbers by digits is the one that comparing them gives, and so are ranks, codes and leaves.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leavesOf } from '../../../src/domain/predictive/leaves';
import { codesOf, midRanks, orderOf } from '../../../src/domain/predictive/order';

const numbers = fc
  .array(
    fc.oneof(
      fc.double(),
      fc.integer({ min: -3, max: 3 }),
      fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 5e-324, -5e-324, 2 ** 52, Number.MAX_VALUE),
    ),
    { maxLength: 60 },
  )
  .map((values) => Float64Array.from(values));

const compared = (values: Float64Array) =>
  [...values.keys()]
    .filter((row) => !Number.isNaN(values[row]))
    .sort((a, b) => (values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : a - b));

test('rows are in the order of their numbers, equal ones in their own, missing ones in none', () => {
  fc.assert(
    fc.property(numbers, (values) => {
      expect([...orderOf(values)]).toEqual(compared(values));
    }),
    { numRuns: 500 },
  );
});

test('equal numbers share the mean of their ranks and have a code of their own', () => {
  fc.assert(
    fc.property(numbers, (values) => {
      const present = values.filter((value) => !Number.isNaN(value));
      const ranks = midRanks(values);
      const { codes, count } = codesOf(values);
      values.forEach((value, row) => {
        const below = present.filter((other) => other < value).length;
        const equal = present.filter((other) => other === value).length;
        expect(ranks[row]).toBe(Number.isNaN(value) ? NaN : below + (equal + 1) / 2);
        // A map takes both zeros and every NaN as one, as codes do.
        const alike = (other: number) => new Set([value, other]).size === 1;
        expect(values.every((other, at) => alike(other) === (codes[at] === codes[row]))).toBe(true);
      });
      expect(new Set(codes).size).toBe(count);
      expect(count).toBe(new Set(values).size);
    }),
    { numRuns: 200 },
  );
});

test('a leaf is told by the cuts that a value reaches; missing values have the last', () => {
  fc.assert(
    fc.property(
      numbers,
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 8 }),
      (values, some) => {
        const cuts = Float64Array.from(some).sort();
        const leaves = leavesOf(values, orderOf(values), cuts);
        values.forEach((value, row) =>
          expect(leaves[row]).toBe(
            Number.isNaN(value) ? cuts.length + 1 : cuts.filter((cut) => value >= cut).length,
          ),
        );
      },
    ),
    { numRuns: 200 },
  );
});
