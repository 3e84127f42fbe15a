// A column's profile, counted value by value or streamed, against all of its values at once.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NumberProfiler } from '../../../src/data/profile/number-profiler';
import { quantile } from '../../../src/data/profile/reservoir';

const day = 86_400_000;

/** Values of one group: whole numbers, decimals, days, or any numbers, some of them missing. */
const group = fc
  .record({
    kind: fc.constantFrom('whole', 'cents', 'tenths', 'far', 'any', 'missing'),
    values: fc.array(fc.integer({ min: -3000, max: 9000 }), { minLength: 1, maxLength: 300 }),
  })
  .map(({ kind, values }) =>
    values.map((n) => {
      if (n % 29 === 0 || kind === 'missing') return NaN;
      if (kind === 'whole') return n % 50;
      if (kind === 'cents') return (n % 400) / 100;
      if (kind === 'tenths') return (n % 90) / 10;
      return kind === 'far' ? n * 1e9 : n / 7;
    }),
  );

const bins = (edges: number[], values: number[]): number[] => {
  const counts = new Array<number>(edges.length - 1).fill(0);
  const [first = 0, last = 1] = [edges[0], edges.at(-1)];
  for (const value of values) {
    const position = Math.floor(((value - first) / (last - first)) * counts.length);
    counts[Math.min(counts.length - 1, Math.max(0, position))]! += 1;
  }
  return counts;
};

it('is that of all values at once', () => {
  fc.assert(
    fc.property(
      fc.array(group, { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      fc.option(fc.constant<number[]>([-10, 0, 10, 20]), { nil: null }),
      (groups, isDates, edges) => {
        const type = isDates ? 'datetime' : 'number';
        const unit = isDates ? day : 1;
        const profiler = new NumberProfiler('n', edges);
        for (const values of groups)
          profiler.add({ type, values: Float64Array.from(values, (value) => value * unit) }, values.length);
        const all = groups.flat().map((value) => value * unit);
        const present = all.filter((value) => !Number.isNaN(value));
        const profile = profiler.finish();
        expect(profile.missing).toBe(all.length - present.length);
        expect(profile.distinct).toBe(new Set(present.map((value) => value + 0)).size);
        if (present.length === 0) {
          expect(profile.number).toBeNull();
          return;
        }
        const sorted = Float64Array.from(present).sort();
        const mean = present.reduce((sum, value) => sum + value, 0) / present.length;
        const spread = Math.sqrt(
          present.reduce((sum, value) => sum + (value - mean) ** 2, 0) / present.length,
        );
        const found = profile.number!;
        expect([found.min, found.q25, found.median, found.q75, found.max].map((value) => value + 0)).toEqual(
          [0, 0.25, 0.5, 0.75, 1].map((q) => quantile(sorted, q) + 0),
        );
        const size = Math.max(...present.map(Math.abs), 1);
        expect(Math.abs(found.mean - mean) / size).toBeLessThan(1e-12);
        expect(Math.abs(found.stdDev - spread) / size).toBeLessThan(1e-9);
        expect(found.whole).toBe(present.every(Number.isInteger));
        const { edges: at, counts } = found.histogram;
        expect(counts).toEqual(bins(at, present));
      },
    ),
    { numRuns: 300 },
  );
});
