// Dates as parts, held against pandas and scikit-learn (scripts/golden/treatments.py), and what serving says of them.
import { describe, expect, it } from 'vitest';
import golden from '../../../fixtures/golden/treatments.json';
import { dateParts, encodedNames } from '../../../../src/contract/data/fitted-features';
import { datePartsFeature, partsOfMoment } from '../../../../src/data/treatments/date-parts';
import type { FittedOf } from '../../../../src/data/treatments/treatment';

const spec = {
  number: { impute: 'median', scale: 'standard', missingIndicator: true },
  category: { encode: 'one-hot', maxCategories: 10 },
  image: { scale: 'unit' },
  date: { encode: 'parts' },
} as const;

function fit(moments: number[]): FittedOf<'date-parts'> | null {
  const gatherer = datePartsFeature.gather({ name: 'at', type: 'datetime', categories: [], shape: null });
  const values = { type: 'datetime' as const, values: Float64Array.from(moments) };
  gatherer.add?.(values, Uint32Array.from(moments.keys()), null);
  return gatherer.finish(spec);
}

function encode(feature: FittedOf<'date-parts'>, moments: number[]): number[][] {
  const width = datePartsFeature.width(feature);
  const data = new Float32Array(width * moments.length);
  const values = { type: 'datetime' as const, values: Float64Array.from(moments) };
  const rows = Uint32Array.from(moments.keys());
  datePartsFeature.encode(feature, values, rows, { data, at: 0, stride: width }, {});
  return moments.map((_, row) => [...data.subarray(row * width, (row + 1) * width)]);
}

const day = 86_400_000;
const { moments, parts } = golden.dates;

describe('a date as parts', () => {
  it('has the parts that pandas has, standardised as scikit-learn does', () => {
    const feature = fit(moments)!;
    expect(feature.parts.map(({ part }) => part)).toEqual([...dateParts]);
    moments.forEach((moment, row) => {
      const raw = partsOfMoment(moment / day);
      feature.parts.forEach(({ part, shift, scale }, place) => {
        const value = ((raw[place] ?? NaN) - shift) / scale;
        expect(Math.abs(value - (parts[part][row] ?? NaN))).toBeLessThan(1e-9);
      });
    });
  });

  it('drops the parts that do not vary in training, and names the others', () => {
    const feature = fit([0, 7 * day, 14 * day])!;
    expect(encodedNames(feature)).toEqual(['at days']);
    const years = fit([Date.UTC(2020, 5, 1), Date.UTC(2021, 5, 7), Date.UTC(2023, 5, 12)])!;
    expect(encodedNames(years)).toEqual(['at year', 'at days']);
    expect(fit([5, 5, 5])).toBeNull();
    expect(fit([NaN, NaN])).toBeNull();
  });

  it('gives a missing date the mean of every part, and says so', () => {
    const feature = fit([0, NaN, 40 * day])!;
    expect(encodedNames(feature).at(-1)).toBe('at missing');
    const [, missing] = encode(feature, [0, NaN]);
    const flags = feature.parts.map(({ impute, shift, scale }) => Math.fround((impute - shift) / scale));
    expect(missing).toEqual([...flags, 1]);
    expect(feature.parts.map(({ part, impute }) => (part === 'days' ? impute : null))).toContain(20);
  });

  it('is typed in as it is encoded', () => {
    const feature = fit(moments)!;
    const written = new Float32Array(datePartsFeature.width(feature));
    expect(datePartsFeature.write(feature, '2024-02-29T12:00:00Z', written, 0)).toBeNull();
    expect([...written]).toEqual(encode(feature, moments)[2]);
    expect(datePartsFeature.write(feature, '2031-01-01', written, 0)).toBe('out_of_range');
    expect(datePartsFeature.write(feature, null, written, 0)).toBe('missing');
    expect(() => datePartsFeature.write(feature, 'soon', written, 0)).toThrow();
  });
});
