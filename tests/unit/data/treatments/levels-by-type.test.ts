// Ordered categories as ranks and booleans as 0 or 1, held against scikit-learn (scripts/golden/treatments.py).
import { describe, expect, it } from 'vitest';
import golden from '../../../fixtures/golden/treatments.json';
import type { Column } from '../../../../src/contract/data/dataset';
import { encodedNames, type FittedFeature } from '../../../../src/contract/data/fitted-features';
import type { PreprocessingSpec } from '../../../../src/contract/model/recipe';
import { coderOf } from '../../../../src/data/treatments/registry';
import { fittedKindOf, specOfColumn } from '../../../../src/domain/treatments/fitted-kind';

const { order, cells, middle, encoded, truth, filled } = golden.levels;
const spec: PreprocessingSpec = {
  number: { impute: 'median', scale: 'standard', missingIndicator: true },
  category: { encode: 'one-hot', maxCategories: 2 },
  image: { scale: 'unit' },
};
const ordered: Column = {
  name: 'risk',
  type: 'category',
  logical: 'ordered',
  categories: order,
  shape: null,
};
const boolean: Column = {
  ...{ name: 'owner', type: 'category', logical: 'boolean' },
  ...{ categories: ['no', 'yes'], shape: null },
};

const codesOf = ({ categories }: Column, of: readonly (string | null)[]) => ({
  type: 'category' as const,
  codes: Int32Array.from(of, (cell) => categories.indexOf(cell ?? '')),
});

function fit(column: Column, of: readonly (string | null)[], chosen = spec): FittedFeature {
  const gatherer = coderOf(fittedKindOf(column, chosen)!).gather(column);
  gatherer.add?.(codesOf(column, of), Uint32Array.from(of.keys()), null);
  return gatherer.finish(specOfColumn(chosen, column))!;
}

function encode(feature: FittedFeature, column: Column, of: readonly (string | null)[]): number[][] {
  const coder = coderOf(feature.kind);
  const stride = coder.width(feature);
  const data = new Float32Array(stride * of.length);
  const prepared = coder.prepare?.(feature, column);
  coder.encode(
    feature,
    codesOf(column, of),
    Uint32Array.from(of.keys()),
    { data, at: 0, stride },
    { prepared },
  );
  return of.map((_, row) => [...data.subarray(row * stride, (row + 1) * stride)]);
}

function typed(feature: FittedFeature, value: string | null): { data: number[]; warning: unknown } {
  const coder = coderOf(feature.kind);
  const data = new Float32Array(coder.width(feature));
  return { warning: coder.write(feature, value, data, 0), data: [...data] };
}

describe('an ordered category', () => {
  const feature = fit(ordered, cells);

  it('is the rank of its level, standardised; what is missing is in the middle', () => {
    expect(feature).toMatchObject({ kind: 'levels', encode: 'ordinal', categories: order });
    if (feature.kind !== 'levels') throw new Error('levels');
    expect(feature.values).toEqual([[0, 1, 2, 3, middle, middle]]);
    const exact = cells.map((cell) => {
      const place = cell === null ? order.length + 1 : order.indexOf(cell);
      return (feature.values[0]![place]! - feature.shift[0]!) / feature.scale[0]!;
    });
    exact.forEach((value, at) => expect(value).toBeCloseTo(encoded[at]!, 9));
    encode(feature, ordered, cells).forEach(([value], at) => expect(value).toBeCloseTo(encoded[at]!, 6));
  });

  it('knows the rank of a level that no training row has', () => {
    const { data, warning } = typed(feature, 'medium');
    expect(warning).toBeNull();
    expect(data[0]).toBeGreaterThan(typed(feature, 'low').data[0]!);
    expect(data[0]).toBeLessThan(typed(feature, 'high').data[0]!);
    expect(typed(feature, 'sky-high').warning).toBe('unknown_category');
  });

  it('is encoded otherwise where that is said for it', () => {
    const own = { ...spec, columns: { risk: { encode: 'one-hot' as const } } };
    expect(fittedKindOf(ordered, own)).toBe('category');
  });
});

describe('a boolean', () => {
  const feature = fit(boolean, truth);

  it('is 1 or 0 in one column, with a flag where one was missing', () => {
    expect(feature).toMatchObject({ kind: 'boolean', truth: [0, 1], missingIndicator: true });
    expect(encodedNames(feature)).toEqual(['owner', 'owner missing']);
    encode(feature, boolean, truth).forEach((row, at) =>
      row.forEach((value, of) => expect(value).toBeCloseTo(filled[at]![of]!, 6)),
    );
    if (feature.kind === 'boolean') expect(feature.impute).toBeCloseTo(filled[3]![0]!, 12);
  });

  it('is typed in as it is encoded, in any capitals', () => {
    expect(typed(feature, 'yes')).toEqual({ data: [1, 0], warning: null });
    expect(typed(feature, 'NO')).toEqual({ data: [0, 0], warning: 'adapted' });
    expect(typed(feature, null).warning).toBe('missing');
    expect(typed(feature, 'perhaps').warning).toBe('unknown_category');
  });

  it('takes several spellings, and the second of two words that say nothing of it', () => {
    const spellings = { ...boolean, categories: ['No', 'YES', 'Yes'] };
    expect(fit(spellings, ['Yes', 'No'])).toMatchObject({ truth: [0, 1, 1], missingIndicator: false });
    expect(fit({ ...boolean, categories: ['A', 'B'] }, ['A', 'B'])).toMatchObject({ truth: [0, 1] });
  });

  it('is one-hot where its dataset is from before types were kept', () => {
    const { logical: _, ...before } = boolean;
    expect(fittedKindOf(before, spec)).toBe('category');
  });
});
