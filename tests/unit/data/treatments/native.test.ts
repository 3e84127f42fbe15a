// Columns that stay as they are, for a family that divides them itself: what is missing stays missing, levels are codes, a level that
// nobody saw is told from a missing one.
import { describe, expect, it } from 'vitest';
import { encodedNames, mostCodes, type FittedFeature } from '../../../../src/contract/data/fitted-features';
import type { Column } from '../../../../src/contract/data/dataset';
import type { PreprocessingSpec, Recipe } from '../../../../src/contract/model/recipe';
import type { ColumnValues } from '../../../../src/data/columns/values';
import { coderOf } from '../../../../src/data/treatments/registry';
import { fittedKindOf } from '../../../../src/domain/treatments/fitted-kind';
import { plannedWidth } from '../../../../src/domain/treatments/planned-width';
import { treatmentOf } from '../../../../src/model/families/treated';

const plan: PreprocessingSpec = {
  number: { impute: 'median', scale: 'standard', missingIndicator: true },
  category: { encode: 'one-hot', maxCategories: 3 },
  image: { scale: 'unit' },
  date: { encode: 'parts' },
};
const recipe = { model: { family: 'trees', settings: {} }, preprocessing: plan } as unknown as Recipe;
const native = treatmentOf(recipe);

const columnOf = (type: Column['type'], more: Partial<Column> = {}): Column => ({
  ...{ name: 'x', type, categories: [], shape: null },
  ...more,
});

function fit(column: Column, values: ColumnValues, rows: number): FittedFeature {
  const gatherer = coderOf(fittedKindOf(column, native)!).gather(column);
  gatherer.add?.(
    values,
    Uint32Array.from({ length: rows }, (_, row) => row),
    null,
  );
  return gatherer.finish(native)!;
}

function encode(feature: FittedFeature, column: Column, values: ColumnValues, rows: number): number[][] {
  const coder = coderOf(feature.kind);
  const stride = coder.width(feature);
  const data = new Float32Array(stride * rows);
  const prepared = coder.prepare?.(feature, column);
  const all = Uint32Array.from({ length: rows }, (_, row) => row);
  coder.encode(feature, values, all, { data, at: 0, stride }, { prepared });
  return all.reduce<number[][]>(
    (out, row) => [...out, [...data.subarray(row * stride, (row + 1) * stride)]],
    [],
  );
}

function typed(feature: FittedFeature, raw: string | number | null) {
  const coder = coderOf(feature.kind);
  const data = new Float32Array(coder.width(feature));
  const warning = coder.write(feature, raw, data, 0);
  return { values: [...data], warning };
}

describe('a family that wants columns as they are', () => {
  it('gets them so where the plan says nothing of a column alone; a net does not', () => {
    expect(treatmentOf({ ...recipe, model: { family: 'glm', settings: {} } } as unknown as Recipe)).toEqual(
      plan,
    );
    const said = (columns: PreprocessingSpec['columns']) =>
      treatmentOf({ ...recipe, preprocessing: { ...plan, columns: columns! } });
    const kinds = (spec: PreprocessingSpec) =>
      (['number', 'category', 'datetime', 'text'] as const).map((type) => fittedKindOf(columnOf(type), spec));
    expect(kinds(native)).toEqual(['raw', 'codes', 'raw-date', null]);
    expect(kinds(said({ other: { impute: 'zero' } }))).toEqual(['raw', 'codes', 'raw-date', null]);
    expect(kinds(said({ x: { impute: 'zero', encode: 'target' } }))).toEqual([
      'number',
      'levels',
      'date-parts',
      null,
    ]);
    // Where a number is cut does not depend on its scale.
    expect(kinds(said({ x: { scale: 'log1p' } }))[0]).toBe('raw');
    expect(fittedKindOf(columnOf('category', { logical: 'boolean' }), native)).toBe('codes');
    expect(plannedWidth(columnOf('category', { categories: ['a', 'b', 'c', 'd'] }), undefined, native)).toBe(
      1,
    );
  });

  it('gets numbers unscaled, and NaN where one is missing', () => {
    const column = columnOf('number');
    const values = { type: 'number' as const, values: Float64Array.of(3.5, NaN, -2, 1e6) };
    const feature = fit(column, values, 4);
    expect(feature).toEqual({ kind: 'raw', column: 'x', min: -2, max: 1e6 });
    expect(encode(feature, column, values, 4)).toEqual([[3.5], [NaN], [-2], [1e6]]);
    expect(encodedNames(feature)).toEqual(['x']);
    expect(typed(feature, null)).toEqual({ values: [NaN], warning: 'missing' });
    expect(typed(feature, '7')).toEqual({ values: [7], warning: null });
    expect(typed(feature, -3)).toEqual({ values: [-3], warning: 'out_of_range' });
    expect(() => typed(feature, 'seven')).toThrow('input_invalid');
  });

  it('gets categories as codes, the most frequent first, and tells an unknown level from a missing one', () => {
    const column = columnOf('category', { categories: ['a', 'b', 'c', 'never'] });
    const values = { type: 'category' as const, codes: Int32Array.of(2, 1, 1, 2, 2, -1, 0) };
    const feature = fit(column, values, 7);
    expect(feature).toEqual({ kind: 'codes', column: 'x', categories: ['c', 'b', 'a'], ordered: false });
    expect(encode(feature, column, values, 7).flat()).toEqual([0, 1, 1, 0, 0, NaN, 2]);
    const later = { type: 'category' as const, codes: Int32Array.of(3, -1) };
    expect(encode(feature, column, later, 2).flat()).toEqual([3, NaN]);
    expect(typed(feature, 'b')).toEqual({ values: [1], warning: null });
    expect(typed(feature, 'zebra')).toEqual({ values: [3], warning: 'unknown_category' });
    expect(typed(feature, null)).toEqual({ values: [NaN], warning: 'missing' });
  });

  it('keeps the order of an ordered column, where an unknown level has no place', () => {
    const column = columnOf('category', { categories: ['low', 'middle', 'high'], logical: 'ordered' });
    const values = { type: 'category' as const, codes: Int32Array.of(2, 0, 2, -1) };
    const feature = fit(column, values, 4);
    expect(feature).toMatchObject({ kind: 'codes', categories: ['low', 'middle', 'high'], ordered: true });
    expect(encode(feature, column, values, 4).flat()).toEqual([2, 0, 2, NaN]);
    expect(typed(feature, 'middle')).toEqual({ values: [1], warning: null });
    expect(typed(feature, 'zebra').values).toEqual([NaN]);
  });

  it('gives no more levels a code than fit into a byte', () => {
    const categories = Array.from({ length: 400 }, (_, at) => `level ${String(at).padStart(3, '0')}`);
    const column = columnOf('category', { categories });
    const codes = Int32Array.from({ length: 800 }, (_, row) => row % 400);
    const feature = fit(column, { type: 'category', codes }, 800);
    expect(feature.kind === 'codes' && feature.categories.length).toBe(mostCodes);
    const encoded = encode(feature, column, { type: 'category', codes }, 800).flat();
    expect(Math.max(...encoded)).toBe(mostCodes);
    expect(encoded.filter((code) => code === mostCodes)).toHaveLength(2 * (400 - mostCodes));
  });

  it('gets the parts of dates that vary, and none of their circles', () => {
    const column = columnOf('datetime');
    const moments = [Date.UTC(2020, 0, 6), Date.UTC(2021, 5, 8, 12), NaN];
    const values = { type: 'datetime' as const, values: Float64Array.from(moments) };
    const feature = fit(column, values, 3);
    expect(encodedNames(feature)).toEqual(['x year', 'x month', 'x weekday', 'x hour', 'x days']);
    const [first, second, missing] = encode(feature, column, values, 3);
    expect(first).toEqual([2020, 1, 0, 0, 18_267]);
    expect(second).toEqual([2021, 6, 1, 12, 18_786.5]);
    expect(missing).toEqual([NaN, NaN, NaN, NaN, NaN]);
    expect(typed(feature, '2020-01-06').values).toEqual(first);
    // A plan that takes a date as one number gets that one.
    const days = coderOf('raw-date').gather(column);
    days.add?.(values, Uint32Array.of(0, 1), null);
    expect(days.finish({ ...native, date: { encode: 'days' } })).toMatchObject({ parts: ['days'] });
  });
});
