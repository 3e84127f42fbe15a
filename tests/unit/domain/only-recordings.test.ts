// Whether recordings are all that there is to learn from: the screen then says what can be done, rather than that something is wrong.
import { expect, it } from 'vitest';
import type { Column } from '../../../src/contract/data/dataset';
import type { DataPlan } from '../../../src/contract/project/project';
import { hasOnlyRecordings } from '../../../src/domain/recipe-subject';

const column = (name: string, type: Column['type'], categories: string[] = []): Column => ({
  ...{ name, type, categories, shape: null },
});
const recordings = [
  column('audio', 'audio'),
  column('label', 'category', ['cat', 'dog']),
  column('file', 'text'),
];
const columnsOf = (...columns: Column[]) => ({ columns, kind: 'table' as const });
const plan = (roles: DataPlan['roles']): DataPlan =>
  ({
    ...{ target: 'label', task: 'binary', roles },
    split: { kind: 'stratified', train: 0.7, validation: 0.15, test: 0.15, seed: 1 },
    preprocessing: {
      number: { impute: 'median', scale: 'standard', missingIndicator: true },
      category: { encode: 'one-hot', maxCategories: 50 },
      image: { scale: 'unit' },
      text: { encode: 'tf-idf', maxTerms: 256 },
    },
  }) as DataPlan;

it('is so of recordings with their label and path', () => {
  expect(hasOnlyRecordings(columnsOf(...recordings), plan({ file: 'identifier', label: 'target' }))).toBe(
    true,
  );
});

it('is not so with a measurement beside them, unless it is left out, nor without recordings', () => {
  const measured = columnsOf(...recordings, column('loudness', 'number'));
  expect(hasOnlyRecordings(measured, plan({ file: 'identifier' }))).toBe(false);
  expect(hasOnlyRecordings(measured, plan({ file: 'identifier', loudness: 'ignored' }))).toBe(true);
  expect(hasOnlyRecordings(columnsOf(column('label', 'category', ['a', 'b'])), plan({}))).toBe(false);
});
