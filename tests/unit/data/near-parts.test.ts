// Near rows between training and test: tables but for one cell, texts by shared runs, images by their hash. The estimates hold to their error.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areNear, smallImage } from '../../../src/data/quality/near-images';
import { nearLook } from '../../../src/data/quality/near-parts';
import { NearRowsLook } from '../../../src/data/quality/near-rows';
import { similarity, signatureOf } from '../../../src/data/quality/near-texts';
import { lookedAt } from '../../../src/data/quality/one-pass';
import { memoryTable } from './memory-source';

const names = ['a', 'b', 'c', 'd', 'e'];
const tableOf = (rows: (number | null)[][]) =>
  memoryTable(Object.fromEntries(names.map((name, at) => [name, rows.map((row) => row[at]!)])), 4);

describe('rows of a table', () => {
  it('are near where all cells but one are equal, and not where all are', async () => {
    const { source, columns } = tableOf([
      [1, 2, 3, 4, 5],
      [9, 8, 7, 6, 5],
      [1, 2, 3, 4, 6],
      [1, 2, 3, 4, 5],
      [1, 2, 3, 7, 7],
      [9, 8, null, 6, 5],
      [1, 2, 3, 4, 7],
    ]);
    const assignment = Uint8Array.of(0, 0, 2, 2, 2, 2, 1);
    expect(await lookedAt(source, new NearRowsLook(columns, assignment))).toEqual({
      ...{ rows: 2, compared: 4 },
      pairs: [
        [2, 0],
        [5, 1],
      ],
    });
    const few = columns.slice(1);
    const input = { source, columns: few, features: few.map(({ name }) => name), target: 'a', assignment };
    expect(await lookedAt(source, nearLook({ ...input, labels: new Int32Array(7), classes: [] }))).toBeNull();
  });

  it('are those that a comparison of all pairs finds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 5, maxLength: 5 }), {
          minLength: 4,
          maxLength: 40,
        }),
        async (rows) => {
          const { source, columns } = tableOf(rows);
          const assignment = Uint8Array.from(rows, (_, row) => (row % 3 === 0 ? 2 : 0));
          const differing = (one: number[], other: number[]) =>
            one.filter((cell, at) => cell !== other[at]).length;
          const least = (row: number[]) =>
            Math.min(...rows.flatMap((other, at) => (assignment[at] === 0 ? [differing(row, other)] : [])));
          const near = [...rows.keys()].filter((row) => assignment[row] === 2 && least(rows[row]!) === 1);
          const found = await lookedAt(source, new NearRowsLook(columns, assignment));
          expect(found?.pairs.map(([row]) => row)).toEqual(near);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('texts', () => {
  const words = fc.array(
    fc.string({ unit: fc.constantFrom(...'abcdefghijklmnop'), minLength: 3, maxLength: 7 }),
    {
      minLength: 20,
      maxLength: 40,
    },
  );
  const runs = (text: string) =>
    new Set(Array.from({ length: text.length - 4 }, (_, at) => text.slice(at, at + 5)));

  it('are estimated within four standard errors of the share of runs that they have in common', () => {
    const errors: number[] = [];
    fc.assert(
      fc.property(words, fc.integer({ min: 0, max: 8 }), (list, changed) => {
        const one = list.join(' ');
        const other = list.map((word, at) => (at < changed ? 'zzz' : word)).join(' ');
        const [a, b] = [runs(one), runs(other)];
        const both = [...a].filter((run) => b.has(run)).length;
        const share = both / (a.size + b.size - both);
        const error = similarity(signatureOf(one)!, signatureOf(other)!) - share;
        errors.push(error);
        expect(Math.abs(error)).toBeLessThanOrEqual(4 * Math.sqrt((share * (1 - share)) / 32) + 1e-9);
      }),
      { numRuns: 300, seed: 11 },
    );
    expect(Math.abs(errors.reduce((sum, each) => sum + each, 0) / errors.length)).toBeLessThan(0.02);
  });

  it('are the same whatever their case, blanks and digits', () => {
    const [one, other] = ['Order 1234 was  sent', 'order 9876 was sent'].map((text) => signatureOf(text)!);
    expect(similarity(one!, other!)).toBe(1);
    expect(signatureOf('abc')).toBeNull();
  });
});

describe('images', () => {
  const image = (shift: number, noise: number) =>
    Uint8Array.from({ length: 18 * 16 }, (_, at) => {
      const [x, y] = [at % 18, Math.floor(at / 18)];
      return Math.max(0, Math.min(255, 40 + ((x + shift) % 9) * 20 + y * 3 + ((at * 7) % 3) * noise));
    });
  const small = (pixels: Uint8Array) => smallImage(pixels, [16, 18, 1], 0);

  it('are near with a little noise, and not where they are moved', () => {
    expect(areNear(small(image(0, 0)), small(image(0, 2)))).toBe(true);
    expect(areNear(small(image(0, 0)), small(image(4, 0)))).toBe(false);
  });

  it('are found between the sets', async () => {
    const pixels = [image(0, 0), image(4, 0), image(0, 2), image(2, 0)].map((each) => [...each]);
    const { source, columns } = memoryTable({ image: pixels, y: ['a', 'b', 'a', 'b'] }, 3);
    const shaped = columns.map((column) =>
      column.type === 'image' ? { ...column, shape: [16, 18, 1] as [number, number, number] } : column,
    );
    const input = {
      ...{ source, columns: shaped, features: ['image'], target: 'y', classes: ['a', 'b'] },
      ...{ labels: Int32Array.of(0, 1, 0, 1), assignment: Uint8Array.of(0, 0, 2, 2) },
    };
    expect(await lookedAt(input.source, nearLook(input))).toEqual({
      by: 'images',
      rows: 1,
      compared: 2,
      pairs: [[2, 0]],
    });
  });
});
