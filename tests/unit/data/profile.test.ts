import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../../src/contract/data/dataset';
import type { ColumnValues } from '../../../src/data/columns/values';
import { DistinctNumbers, exactDistinct } from '../../../src/data/profile/distinct';
import { histogramEdges } from '../../../src/data/profile/histogram';
import { NumberSummary } from '../../../src/data/profile/number-summary';
import { columnTypeOf } from '../../../src/data/columns/registry';
import { quantile, Reservoir } from '../../../src/data/profile/reservoir';
import { hashWords } from '../../../src/data/quality/hash-words';
import { DuplicateCounter, hashRows } from '../../../src/data/quality/row-hash';

const profileOf = (column: Column, edges: number[] | null = null) =>
  columnTypeOf(column.type).profile(column, edges);

const number: Column = { name: 'n', type: 'number', categories: [], shape: null };
const numbers = (...values: number[]): ColumnValues => ({
  type: 'number',
  values: Float64Array.from(values),
});

function text(...cells: (string | null)[]): ColumnValues {
  const encoded = cells.map((cell) => new TextEncoder().encode(cell ?? ''));
  const offsets = new Uint32Array(cells.length + 1);
  encoded.forEach((bytes, row) => (offsets[row + 1] = offsets[row]! + bytes.length));
  const bytes = Uint8Array.from(encoded.flatMap((one) => [...one]));
  return { type: 'text', offsets, bytes, valid: Uint8Array.from(cells, (cell) => (cell === null ? 0 : 1)) };
}

describe('profile of numbers', () => {
  it('agrees with NumPy 1.24 over groups', () => {
    const profiler = profileOf(number);
    profiler.add(numbers(3.5, -1.25, NaN, 8, 2), 5);
    profiler.add(numbers(2, 100.5, 7.75, NaN, 0.5), 5);
    const { missing, distinct, number: found } = profiler.finish();
    expect({ missing, distinct }).toEqual({ missing: 2, distinct: 7 });
    expect(found).toMatchObject({
      min: -1.25,
      max: 100.5,
      q25: 1.625,
      median: 2.75,
      q75: 7.8125,
    });
    expect(found?.mean).toBeCloseTo(15.375, 12);
    expect(found?.stdDev).toBeCloseTo(32.31727479228408, 12);
    expect(found?.histogram.counts.reduce((a, b) => a + b)).toBe(8);
    expect(found?.histogram.edges).toHaveLength(25);
  });

  it('is stable where the mean is large beside the spread', () => {
    const summary = new NumberSummary();
    for (const offset of [4, 7, 13, 16]) summary.add(1e9 + offset);
    expect(summary.stdDev).toBeCloseTo(Math.sqrt(22.5), 9);
  });

  it('counts beyond the edges in the outermost bins', () => {
    const profiler = profileOf(number, [0, 10, 20, 30]);
    profiler.add(numbers(-500, 0, 9.99, 10, 29.99, 30, 1e6), 7);
    expect(profiler.finish().number?.histogram.counts).toEqual([3, 1, 3]);
  });

  it('gives whole numbers a bin each and a constant a bin of its own', () => {
    expect(histogramEdges(Float64Array.of(1, 2, 2, 4))).toEqual([0.5, 1.5, 2.5, 3.5, 4.5]);
    expect(histogramEdges(Float64Array.of(0.25, 0.25))).toEqual([-0.25, 0.75]);
  });

  it('does not let one outlier press the rest into one bin', () => {
    const sorted = Float64Array.from({ length: 1000 }, (_, index) => (index === 999 ? 1e9 : index / 7));
    expect(histogramEdges(sorted).at(-1)).toBeLessThan(150);
  });
});

describe('profile of words', () => {
  it('ranks categories and leaves out those without rows', () => {
    const column: Column = { name: 'c', type: 'category', categories: ['a', 'b', 'c', 'd'], shape: null };
    const profiler = profileOf(column);
    profiler.add({ type: 'category', codes: Int32Array.of(2, 2, 0, -1, 1, 1) }, 6);
    expect(profiler.finish()).toEqual({
      name: 'c',
      missing: 1,
      distinct: 3,
      number: null,
      top: [
        { value: 'b', count: 2 },
        { value: 'c', count: 2 },
        { value: 'a', count: 1 },
      ],
    });
  });

  it('ranks texts over groups and shortens long ones', () => {
    const profiler = profileOf({ name: 't', type: 'text', categories: [], shape: null });
    const long = 'ö'.repeat(500);
    profiler.add(text('x', null, long, 'ünï'), 4);
    profiler.add(text(long, 'x', 'x', ''), 4);
    const { missing, distinct, top } = profiler.finish();
    expect({ missing, distinct }).toEqual({ missing: 1, distinct: 4 });
    expect(top.map(({ count }) => count)).toEqual([3, 2, 1, 1]);
    expect(top[1]?.value).toBe(`${'ö'.repeat(200)}…`);
  });
});

describe('reservoir', () => {
  it('keeps everything up to its size, and a fair sample beyond', () => {
    const exact = new Reservoir(5);
    for (const value of [5, 3, 9, 1, 7]) exact.add(value);
    expect([...exact.sorted()]).toEqual([1, 3, 5, 7, 9]);
    expect(exact.exact).toBe(true);

    const sample = new Reservoir(2000, 3);
    for (let value = 0; value < 200_000; value++) sample.add(value);
    const sorted = sample.sorted();
    expect(sorted).toHaveLength(2000);
    // Five standard errors of a quantile of 2,000 draws.
    for (const q of [0.1, 0.5, 0.9])
      expect(Math.abs(quantile(sorted, q) / 200_000 - q)).toBeLessThan(5 * Math.sqrt((q * (1 - q)) / 2000));
  });

  it('gives the same sample from the same stream', () => {
    const draw = (seed: number): Float64Array => {
      const sample = new Reservoir(50, seed);
      for (let value = 0; value < 5000; value++) sample.add(value);
      return sample.sorted();
    };
    expect(draw(4)).toEqual(draw(4));
    expect(draw(4)).not.toEqual(draw(5));
  });
});

/** A generator of numbers from 0 to 1 (Park and Miller 1988). */
function lehmer(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

describe('distinct numbers', () => {
  it('agrees with a set, and stops at its bound', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.double(), fc.integer({ min: -50, max: 50 })), { maxLength: 3000 }),
        (values) => {
          const counted = new DistinctNumbers();
          for (const value of values) counted.add(value);
          expect(counted.size).toBe(
            new Set(values.filter((value) => !Number.isNaN(value)).map((value) => value + 0)).size,
          );
        },
      ),
    );
    const many = new DistinctNumbers();
    for (let value = 0; value < exactDistinct + 500; value++) many.add(value / 3);
    expect(many.size).toBe(exactDistinct);
  });

  it('says about how many there are beyond its bound, within the stated error', () => {
    const errors: number[] = [];
    // Seeds of a generator, so that what is drawn is the same every time: numbers, whole numbers in a row, and hashes of 53 bits.
    for (let seed = 1; seed <= 12; seed++) {
      const random = lehmer(seed);
      const count = [120_000, 250_000, 600_000][seed % 3]!;
      const kinds = [
        (at: number) => at / 7 + seed,
        (at: number) => at + seed * 1e6,
        () => Math.floor(random() * 2 ** 21) * 2 ** 32 + Math.floor(random() * 2 ** 32),
      ];
      const draw = kinds[Math.floor(seed / 3) % 3]!;
      const counted = new DistinctNumbers();
      for (let at = 0; at < count; at++) {
        const value = draw(at);
        counted.add(value);
        // What repeats changes nothing.
        if (at % 3 === 0) counted.add(value);
      }
      const { distinct, error } = counted.estimated.estimated!;
      expect(error).toBeCloseTo(1.04 / 128, 10);
      errors.push((distinct - count) / count / error);
    }
    // In standard errors: none beyond four, and as a whole neither too high nor too low, nor wider than stated.
    expect(Math.max(...errors.map(Math.abs))).toBeLessThan(4);
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    expect(Math.abs(mean)).toBeLessThan(3 / Math.sqrt(errors.length));
    const square = errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length;
    expect(square).toBeLessThan(2.2);
    expect(square).toBeGreaterThan(0.2);
  });

  it('is exact at its bound, whatever repeats', () => {
    const full = new DistinctNumbers();
    for (let value = 0; value < exactDistinct; value++) full.add(value);
    full.add(5);
    full.add(-0);
    expect([full.size, full.estimated]).toEqual([exactDistinct, {}]);
    full.add(exactDistinct);
    const { distinct } = full.estimated.estimated!;
    expect(Math.abs(distinct / exactDistinct - 1)).toBeLessThan(4 * 0.0082);
  });

  it('is told in the profile of numbers and of texts; of numbers that can be counted exactly', () => {
    const rows = 300_000;
    const floats = profileOf(number);
    floats.add(
      { type: 'number', values: Float64Array.from({ length: rows }, (_, at) => Math.sqrt(at)) },
      rows,
    );
    const whole = profileOf(number);
    whole.add({ type: 'number', values: Float64Array.from({ length: rows }, (_, at) => at) }, rows);
    const [about, exact] = [floats.finish(), whole.finish()];
    expect([about.distinct, exact.distinct]).toEqual([exactDistinct, exactDistinct]);
    expect(Math.abs((about.estimated?.distinct ?? 0) / rows - 1)).toBeLessThan(4 * 0.0082);
    expect(exact.estimated).toEqual({ distinct: rows, error: 0 });
  });
});

describe('row hashes', () => {
  it('count as many repeats as comparing the rows does', () => {
    const row = fc.tuple(
      fc.constantFrom(NaN, 0, -0, 1.5, 2),
      fc.constantFrom(-1, 0, 1),
      fc.constantFrom(null, '', 'a', 'ab'),
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (rows, groupRows) => {
        const counter = new DuplicateCounter();
        for (let from = 0; from < rows.length; from += groupRows) {
          const part = rows.slice(from, from + groupRows);
          const columns: ColumnValues[] = [
            numbers(...part.map(([value]) => value)),
            { type: 'category', codes: Int32Array.from(part, ([, code]) => code) },
            text(...part.map(([, , cell]) => cell)),
          ];
          counter.add(hashRows(columns, part.length));
        }
        const keys = rows.map(([value, code, cell]) => `${value + 0}|${code}|${JSON.stringify(cell)}`);
        expect(counter.count()).toBe(rows.length - new Set(keys).size);
      }),
    );
  });

  it('are of the same words as their types give', () => {
    const values = Float64Array.of(0, -0, NaN, 1.5, -2e300, 1 / 3);
    const columns: ColumnValues[] = [
      { type: 'number', values },
      { type: 'datetime', values: values.map((value) => value * 2) },
    ];
    const one = hashWords(values.length, columns.length, (add) => {
      for (const each of columns) columnTypeOf(each.type).hash(each, values.length, add);
    });
    expect(hashRows(columns, values.length)).toEqual(one);
  });

  it('spread over all 64 bits', () => {
    const values = Float64Array.from({ length: 50_000 }, (_, index) => index);
    const { low, high } = hashRows([{ type: 'number', values }], values.length);
    expect(new Set(low).size).toBeGreaterThan(49_900);
    expect(new Set(high).size).toBeGreaterThan(49_900);
    expect(low.filter((word, row) => word === high[row]).length).toBeLessThan(3);
  });
});
