// Floats as whole numbers and in hashes: the SIMD kernel and its twins in TypeScript give the same, bit for bit.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findWholes, floatUnits } from '../../../../src/data/columns/layouts/wholes';
import { FloatKernel } from '../../../../src/data/kernels/floats/float-kernel';
import { RowHasher } from '../../../../src/data/quality/hash-words';

const day = 86_400_000;

function kernel(): FloatKernel {
  const opened = FloatKernel.open();
  if (!opened) throw new Error('WebAssembly with SIMD is missing here');
  return opened;
}

const integer = fc.integer({ min: -70_000, max: 70_000 });
const value = fc.oneof(
  { weight: 6, arbitrary: integer },
  { weight: 3, arbitrary: fc.constant(NaN) },
  fc.double(),
  fc.constantFrom(-0, 0, Infinity, -Infinity, 2 ** 31, -(2 ** 31), 2 ** 53, 2 ** 60, 0.5, 1.5, 2.5, -0.5),
);
const column = fc
  .tuple(
    fc.array(value, { maxLength: 70 }),
    fc.constantFrom(1, 10, 1000, 1e9, 3),
    fc.constantFrom(1, 1, day, 60_000, 1000),
  )
  .map(([values, scale, unit]) => Float64Array.from(values, (each) => (each / scale) * unit));

it('finds the same whole numbers', () => {
  const own = kernel();
  let found = 0;
  fc.assert(
    fc.property(column, fc.constantFrom('number' as const, 'datetime' as const), (values, type) => {
      const wholes = findWholes(values, floatUnits[type], own);
      expect(wholes).toEqual(findWholes(values, floatUnits[type], null));
      if (!wholes) return;
      found++;
      const { base, codes, unit, scale, missing } = wholes;
      const back = Array.from(codes, (code) => (code === missing ? NaN : ((base + code) * unit) / scale));
      back.forEach((each, row) => expect(Object.is(each + 0, values[row]! + 0)).toBe(true));
    }),
    { numRuns: 10_000 },
  );
  expect(found).toBeGreaterThan(2000);
});

it('hashes rows alike', () => {
  const own = kernel();
  fc.assert(
    fc.property(fc.array(column, { minLength: 1, maxLength: 4 }), fc.boolean(), (columns, mixed) => {
      const rows = Math.min(...columns.map(({ length }) => length));
      const hashes = (by: FloatKernel | null) => {
        const hasher = new RowHasher(rows, by);
        for (const values of columns) hasher.addFloats(values);
        if (mixed) for (let row = 0; row < rows; row++) hasher.add(row, row * 3);
        if (mixed) hasher.addFloats(columns[0]!.subarray(0, rows));
        return hasher.hashes(columns.length);
      };
      expect(hashes(own)).toEqual(hashes(null));
    }),
    { numRuns: 2000 },
  );
});

it('makes room for more rows', () => {
  const own = kernel();
  const few = Float64Array.of(1, 2);
  const many = Float64Array.from({ length: 100_001 }, (_, row) => row / 100);
  for (const values of [few, many, few])
    expect(findWholes(values, [], own)).toEqual(findWholes(values, [], null));
});
