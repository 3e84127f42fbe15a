// Categories as numbers and as hashes, held against scikit-learn (scripts/golden/treatments.py).
import { describe, expect, it } from 'vitest';
import golden from '../../../fixtures/golden/treatments.json';
import type { FittedFeature } from '../../../../src/contract/data/fitted-features';
import type { Column } from '../../../../src/contract/data/dataset';
import type { PreprocessingSpec } from '../../../../src/contract/model/recipe';
import { coderOf } from '../../../../src/data/treatments/registry';
import type { TrainingTargets } from '../../../../src/data/treatments/treatment';
import { fittedKindOf } from '../../../../src/domain/treatments/fitted-kind';

const { cells, levels, ordinal, frequency, hashed, ...targets } = golden.categories;
/** The dictionary has a level that no training row has. */
const dictionary = [...levels, 'only in test'].sort();
const column: Column = { name: 'town', type: 'category', categories: dictionary, shape: null };
const codes = (of: readonly (string | null)[]) => ({
  type: 'category' as const,
  codes: Int32Array.from(of, (cell) => dictionary.indexOf(cell ?? '')),
});

function fit(
  encode: PreprocessingSpec['category']['encode'],
  known: TrainingTargets | null = null,
  most = 50,
) {
  const spec: PreprocessingSpec = {
    number: { impute: 'median', scale: 'standard', missingIndicator: true },
    category: { encode, maxCategories: most },
    image: { scale: 'unit' },
  };
  const gatherer = coderOf(fittedKindOf(column, spec)!).gather(column);
  gatherer.add?.(codes(cells), Uint32Array.from(cells.keys()), known);
  return gatherer.finish(spec)!;
}

/** Typed in, one after another. */
function typed(feature: FittedFeature, raw: readonly (string | null)[]): number[][] {
  const coder = coderOf(feature.kind);
  return raw.map((value) => {
    const data = new Float32Array(coder.width(feature));
    coder.write(feature, value, data, 0);
    return [...data];
  });
}

function encoded(feature: FittedFeature, of: readonly (string | null)[], trainingFrom?: number): number[][] {
  const coder = coderOf(feature.kind);
  const stride = coder.width(feature);
  const data = new Float32Array(stride * of.length);
  const prepared = coder.prepare?.(feature, column);
  const rows = Uint32Array.from(of.keys());
  coder.encode(feature, codes(of), rows, { data, at: 0, stride }, { prepared, trainingFrom });
  return of.map((_, row) => [...data.subarray(row * stride, (row + 1) * stride)]);
}

/** Values as they were before they were standardised. */
function raw(feature: FittedFeature, of: number[][]): number[][] {
  if (feature.kind !== 'levels') return of;
  return of.map((row) => row.map((value, at) => value * feature.scale[at]! + feature.shift[at]!));
}

function expectNear(found: number[][], wanted: number[][], within = 1e-6): void {
  expect(found.length).toBe(wanted.length);
  found.flat().forEach((value, at) => expect(Math.abs(value - wanted.flat()[at]!)).toBeLessThan(within));
}

/** The stored values of the levels in the order of the golden ones, exact. */
function stored(feature: FittedFeature, names: readonly string[]): number[][] {
  if (feature.kind !== 'levels') return [];
  return names.map((name) => feature.values.map((of) => of[feature.categories.indexOf(name)]!));
}

const column1 = (values: readonly number[]) => values.map((value) => [value]);

describe('a category as one number', () => {
  it('is its place in the order of the names, and −1 where it is none', () => {
    const feature = fit('ordinal');
    expectNear(stored(feature, levels), column1(ordinal.slice(0, 5)), 1e-9);
    expectNear(raw(feature, typed(feature, [...levels, 'new'])), column1(ordinal));
  });

  it('is its share of the training rows, that of missing ones too, and 0 where it is new', () => {
    const feature = fit('frequency');
    expectNear(stored(feature, levels), column1(frequency.slice(0, 5)), 1e-9);
    expectNear(raw(feature, typed(feature, [...levels, null, 'new'])), column1([...frequency, 0]));
    const all = encoded(feature, cells).flat();
    const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
    const squares = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length;
    expect(mean).toBeCloseTo(0, 6);
    expect(squares).toBeCloseTo(1, 5);
  });

  it('pools the levels beyond the limit', () => {
    const feature = fit('frequency', null, 2);
    expect(feature.kind === 'levels' && [...feature.categories].sort()).toEqual(['Bonn', 'Ulm']);
    expect(raw(feature, typed(feature, ['Jena']))[0]![0]).toBeCloseTo(0, 6);
  });
});

describe.each([
  ['binary', 2],
  ['number', 0],
  ['several', 3],
] as const)('a category as the mean of a target: %s', (name, classes) => {
  const { targets: y, asked, outOfFold } = targets[name];
  const feature = fit('target', { values: y, classes, firstRow: 0 });

  it('is smoothed as scikit-learn does, with the mean of all for a new level', () => {
    expectNear(stored(feature, levels), asked.slice(0, 5), 1e-9);
    expectNear(raw(feature, typed(feature, [...levels, null, 'new'])), asked, 2e-6);
    expectNear(encoded(feature, [...levels, null]), typed(feature, [...levels, null]), 1e-12);
  });

  it('is of the other folds in a row that a model learns from', () => {
    expectNear(raw(feature, encoded(feature, cells, 0)), outOfFold, 2e-6);
  });
});

it('a category as a hash lies where FeatureHasher puts it; new and missing ones are zeros', () => {
  const feature = fit('hashing');
  expect(typed(feature, levels)).toEqual(hashed);
  expect(encoded(feature, levels)).toEqual(hashed);
  expect(
    typed(feature, ['new', null])
      .flat()
      .every((value) => value === 0),
  ).toBe(true);
});

it('a level that only the test rows have is handled as a new one', () => {
  for (const encode of ['one-hot', 'ordinal', 'frequency', 'hashing'] as const) {
    const feature = fit(encode);
    expect(encoded(feature, ['only in test'])).toEqual(typed(feature, ['new']));
  }
});
