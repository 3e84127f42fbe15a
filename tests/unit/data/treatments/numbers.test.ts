// Numbers as features in every scale, held against scikit-learn (scripts/golden/treatments.py).
import { describe, expect, it } from 'vitest';
import golden from '../../../fixtures/golden/treatments.json';
import { encodedNames, type FittedFeature } from '../../../../src/contract/data/fitted-features';
import type { Column } from '../../../../src/contract/data/dataset';
import { coderOf } from '../../../../src/data/treatments/registry';
import { signedLog } from '../../../../src/data/treatments/scaled';
import { placeAmong } from '../../../../src/data/treatments/quantiles';
import { fittedKindOf, specOfColumn } from '../../../../src/domain/treatments/fitted-kind';
import type { ColumnTreatment, PreprocessingSpec } from '../../../../src/contract/model/recipe';

const { values, asked, scaled, imputed } = golden.numbers;
const column: Column = { name: 'x', type: 'number', categories: [], shape: null };
const numbers = (of: readonly number[]) => ({ type: 'number' as const, values: Float64Array.from(of) });

function fit(own: ColumnTreatment, of: readonly number[] = values): FittedFeature {
  const all: PreprocessingSpec = {
    number: { impute: 'median', scale: 'standard', missingIndicator: true },
    category: { encode: 'one-hot', maxCategories: 10 },
    image: { scale: 'unit' },
    columns: { x: own },
  };
  const gatherer = coderOf(fittedKindOf(column, all)!).gather(column);
  gatherer.add?.(numbers(of), Uint32Array.from(of.keys()), null);
  return gatherer.finish(specOfColumn(all, { name: 'x' }))!;
}

/** In double precision: what encoding rounds to float32. */
function exact(feature: FittedFeature, value: number): number {
  if (feature.kind === 'quantiles') return placeAmong(feature.quantiles, value);
  if (feature.kind === 'log') return (signedLog(value) - feature.shift) / feature.scale;
  return feature.kind === 'number' ? (value - feature.shift) / feature.scale : NaN;
}

const scales = ['standard', 'min-max', 'robust', 'quantile', 'log1p'] as const;

describe.each(scales)('numbers scaled by %s', (scale) => {
  const feature = fit({ scale });

  it('are as scikit-learn has them', () => {
    asked.forEach((value, at) => {
      expect(Math.abs(exact(feature, value) - scaled[scale][at]!)).toBeLessThan(1e-9);
    });
  });

  it('are typed in as they are encoded, with a flag where one was missing', () => {
    const gaps = fit({ scale, impute: 'most-frequent' }, [...values, NaN]);
    const coder = coderOf(gaps.kind);
    expect([coder.width(gaps), encodedNames(gaps).at(-1)]).toEqual([2, 'x missing']);
    const cells = [...asked, NaN];
    const data = new Float32Array(2 * cells.length);
    coder.encode(gaps, numbers(cells), Uint32Array.from(cells.keys()), { data, at: 0, stride: 2 }, {});
    cells.forEach((value, at) => {
      const typed = new Float32Array(2);
      coder.write(gaps, value, typed, 0);
      expect([...typed]).toEqual([...data.subarray(2 * at, 2 * at + 2)]);
    });
    expect([...data.subarray(-2)]).toEqual([Math.fround(exact(gaps, 3)), 1]);
  });
});

it.each(['mean', 'median', 'most-frequent'] as const)('a missing number becomes the %s', (impute) => {
  const feature = fit({ impute });
  expect(feature.kind === 'number' && feature.impute).toBeCloseTo(imputed[impute], 9);
});

it('a column of one value is 0 in every scale but quantiles, where it is their lowest', () => {
  for (const scale of scales) expect(exact(fit({ scale }, [4, 4, 4]), 4)).toBe(0);
});
