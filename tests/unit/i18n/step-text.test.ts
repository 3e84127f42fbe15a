// Steps of a lineage in words: found by the step's id, with its parameters as the person reads them.
import { expect, test } from 'vitest';
import { stepOf, transformIds } from '../../../src/contract/data/transform';
import en from '../../../messages/en/data.json' with { type: 'json' };
import { stepText } from '../../../src/i18n/step-text';

test('lists are joined, and parameters that come in kinds choose the message', () => {
  expect(stepText(stepOf('drop-columns', { columns: ['age', 'name'] }))).toBe('Columns dropped: age, name');
  const keep = { kind: 'between', low: 1000, high: 2.5 } as const;
  expect(stepText(stepOf('filter-rows', { column: 'income', keep }))).toBe(
    'Rows kept where income is between 1,000 and 2.5',
  );
  const present = { column: 'income', keep: { kind: 'present' } } as const;
  expect(stepText(stepOf('filter-rows', present))).toBe('Rows kept where income is not missing');
});

test('where rows came from is told elsewhere; what an older app described is shown as it stands', () => {
  expect(stepText(stepOf('import', { file: 'a.csv', format: 'csv' }))).toBeNull();
  expect(stepText(stepOf('scenario', { id: 'credit' }))).toBeNull();
  expect(stepText(stepOf('described', { kind: 'import', detail: 'a.csv' }))).toBe('a.csv');
  expect(stepText(stepOf('described', { kind: 'import', detail: '' }))).toBe('import');
});

test('every step that changes rows has words', () => {
  const keys = Object.keys(en);
  for (const id of transformIds) {
    const key = `data_step_${id.replaceAll('-', '_')}`;
    expect(keys.some((each) => each === key || each.startsWith(`${key}_`))).toBe(true);
  }
});
