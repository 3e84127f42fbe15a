// Which columns the model does not see, and why.
import { expect, it } from 'vitest';
import type { PreprocessingSpec, SplitSpec } from '../../../src/contract/model/recipe';
import type { Column, ColumnProfile, ColumnRole } from '../../../src/contract/data/dataset';
import { leftOutColumns } from '../../../src/domain/treatments/left-out';

const column = (name: string, type: Column['type']): Column => ({ name, type, categories: [], shape: null });
const profile = (name: string, distinct: number, missing = 0, top: string[] = []): ColumnProfile => ({
  ...{ name, distinct, missing, number: null },
  top: top.map((value) => ({ value, count: 1 })),
});

const dataset = {
  rows: 9,
  columns: [
    column('key', 'number'),
    column('age', 'number'),
    column('sex', 'category'),
    column('void', 'number'),
    column('same', 'category'),
    column('code', 'text'),
    column('review', 'text'),
    column('fold', 'category'),
    column('colour', 'category'),
    column('y', 'category'),
  ],
  profiles: [
    ...[profile('key', 9), profile('age', 9), profile('sex', 2), profile('void', 0, 9), profile('same', 1)],
    ...[profile('code', 9, 0, ['A-1', 'B-2']), profile('review', 9, 0, ['it came too late'])],
    ...[profile('fold', 2), profile('colour', 8), profile('y', 2)],
  ],
};
const roles: Record<string, ColumnRole> = {
  key: 'identifier',
  sex: 'protected',
  void: 'ignored',
  same: 'ignored',
  code: 'ignored',
  colour: 'ignored',
  y: 'target',
};
const preprocessing: PreprocessingSpec = {
  number: { impute: 'median', scale: 'standard', missingIndicator: true },
  category: { encode: 'one-hot', maxCategories: 10 },
  image: { scale: 'unit' },
};
const split: SplitSpec = { kind: 'column', column: 'fold', train: 0.7, validation: 0.1, test: 0.2, seed: 1 };
const plan = { target: 'y', roles, preprocessing, split };

it('names each with its reason', () => {
  expect(leftOutColumns(dataset, plan).map(({ name, reason }) => `${name} ${reason}`)).toEqual([
    ...['key identifier', 'sex protected', 'void empty', 'same constant', 'code codes'],
    ...['review texts-unused', 'fold divides', 'colour ignored'],
  ]);
});

it('offers those that a model could learn from, and has none of the features', () => {
  const usable = leftOutColumns(dataset, plan).filter(({ mayBeUsed }) => mayBeUsed);
  expect(usable.map(({ name }) => name)).toEqual(['key', 'code', 'review', 'colour']);
  const text = { encode: 'tf-idf', maxTerms: 256 } as const;
  const learnt = leftOutColumns(dataset, { ...plan, preprocessing: { ...preprocessing, text } });
  expect(learnt.map(({ name }) => name)).not.toContain('review');
  expect(learnt.map(({ name }) => name)).not.toContain('age');
});
