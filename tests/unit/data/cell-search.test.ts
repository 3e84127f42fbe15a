// Searches in numbers and moments: held against writing every one and looking into the text.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateSearch } from '../../../src/data/view/date-search';
import { found, leftOut, type MarkFound } from '../../../src/data/view/mark-found';
import { numberSearch } from '../../../src/data/view/number-search';

/** The values that a search finds. */
function foundBy(mark: MarkFound<Float64Array>, values: number[]): number[] {
  const state = new Uint8Array(values.length);
  mark(Float64Array.from(values), state);
  return values.filter((_, row) => state[row] === found);
}

const decimal = (places: number) =>
  fc.integer({ min: -(10 ** 7), max: 10 ** 7 }).map((whole) => whole / 10 ** places);
const number = fc.oneof(
  decimal(0),
  decimal(1),
  decimal(3),
  decimal(7),
  fc.integer({ min: -(2 ** 53), max: 2 ** 53 }).map((whole) => whole / 100),
  fc.double(),
  fc.constantFrom(
    0,
    -0,
    NaN,
    Infinity,
    -Infinity,
    1e21,
    1.5e300,
    5e-7,
    -1.25e-7,
    1e-6,
    0.1 + 0.2,
    1e15,
    123456789012345,
  ),
);
/** Groups of numbers that are alike, as columns are, and of any. */
const group = fc.oneof(
  fc.array(decimal(3), { minLength: 1, maxLength: 40 }),
  fc.array(decimal(0), { minLength: 1, maxLength: 40 }),
  fc.array(number, { minLength: 1, maxLength: 40 }),
);
/** A part of what one of the numbers is written as, or any text that a search lets through. */
const searched = (texts: string[]) =>
  fc.oneof(
    fc
      .tuple(fc.constantFrom(...texts), fc.nat(), fc.integer({ min: 1, max: 20 }))
      .map(([text, from, length]) => text.slice(from % text.length).slice(0, length)),
    fc.stringMatching(/^[-+.e\d]{1,4}$/),
    fc.stringMatching(/^-?\d{1,3}\.?\d{0,2}$/),
  );

test('a number is found where its text is, and nowhere else', () => {
  fc.assert(
    fc.property(
      group.chain((values) => fc.tuple(fc.constant(values), searched(values.map(String)))),
      ([values, text]) => {
        fc.pre(text !== '' && /^[-+.e\d]+$/.test(text));
        expect(foundBy(numberSearch(text), values)).toEqual(
          values.filter((value) => !Number.isNaN(value) && String(value).includes(text)),
        );
      },
    ),
    { numRuns: 5000 },
  );
});

test('what is remembered of one group is right for another with more decimals', () => {
  const mark = numberSearch('25');
  expect(foundBy(mark, [25, 3])).toEqual([25]);
  expect(foundBy(mark, [0.25, 2.5, 25, 1.025])).toEqual([0.25, 25, 1.025]);
  expect(foundBy(mark, [25, 250, 2.5])).toEqual([25, 250]);
});

const written = (moment: number) => new Date(moment).toISOString().replace('T', ' ');
const moment = fc.oneof(
  fc.integer({ min: -(10 ** 13), max: 10 ** 13 }),
  fc.integer({ min: -30_000, max: 30_000 }).map((day) => day * 86_400_000),
  fc.integer({ min: 0, max: 10 ** 9 }).map((second) => second * 1000),
  fc.constantFrom(0, -1, 8.64e15, -8.64e15, Date.UTC(9999, 11, 31), Date.UTC(10000, 0, 1)),
);

test('a row that is found or not looked for stays as it is', () => {
  const state = Uint8Array.of(found, leftOut, 0, 0);
  numberSearch('12')(Float64Array.of(3, 12, 12, 3), state);
  expect([...state]).toEqual([found, leftOut, found, 0]);
});

test('a moment is found where its text is, and nowhere else', () => {
  fc.assert(
    fc.property(
      fc
        .array(moment, { minLength: 1, maxLength: 20 })
        .chain((values) =>
          fc.tuple(
            fc.constant(values),
            fc.oneof(searched(values.map(written)), fc.stringMatching(/^[-:.Z\d ]{1,6}$/)),
          ),
        ),
      ([values, text]) => {
        fc.pre(text !== '');
        expect(foundBy(dateSearch(text), values)).toEqual(
          values.filter((value) => written(value).includes(text)),
        );
      },
    ),
    { numRuns: 5000 },
  );
});

test('a missing moment and one without a date hold nothing', () => {
  expect(foundBy(dateSearch('1'), [NaN, Infinity, 9e15])).toEqual([]);
});
