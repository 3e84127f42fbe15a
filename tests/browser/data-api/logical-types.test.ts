import { expect, test } from 'vitest';
import { stepOf } from '../../../src/contract/data/transform';
import { freshApi } from './call';

const risks = ['high', 'low', 'medium'];
/** A column of each logical type. */
const csv = [
  'customer_id,age,ratio,owner,risk,town,code',
  ...Array.from({ length: 60 }, (_, row) =>
    [
      ...[1000 + row, 20 + (row % 40), (row * 7) / 10, row % 3 === 0 ? 'yes' : 'no'],
      ...[risks[row % 3], ['Ulm', 'Bonn', 'Jena'][row % 3], `00${String(row).padStart(4, '0')}`],
    ].join(','),
  ),
].join('\n');

test('integers, booleans, ordered categories and identifiers are what they are, and learnt from as that', async () => {
  const { call } = freshApi();
  const { projectId } = await call('createProject', { name: 'Types', scenarioId: null });
  const dataset = await call('importTable', { projectId, file: new File([csv], 'types.csv') });
  expect(Object.fromEntries(dataset.columns.map(({ name, logical }) => [name, logical]))).toEqual({
    ...{ customer_id: 'identifier', age: 'integer', ratio: 'number', owner: 'boolean' },
    ...{ risk: 'ordered', town: 'category', code: 'identifier' },
  });
  expect(dataset.columns[4]?.categories).toEqual(['low', 'medium', 'high']);
  const rows = await call('readRows', { datasetId: dataset.id, from: 0, count: 4 });
  expect(rows.map((row) => row[4])).toEqual(['high', 'low', 'medium', 'high']);
  const { project } = await call('getProject', { projectId });
  expect(project.data.roles).toMatchObject({
    customer_id: 'identifier',
    code: 'identifier',
    owner: 'feature',
  });
});

test('a step that changes the levels keeps their order', async () => {
  const { call } = freshApi();
  const { projectId } = await call('createProject', { name: 'Types', scenarioId: null });
  await call('importTable', { projectId, file: new File([csv], 'types.csv') });
  const step = stepOf('merge-values', { column: 'risk', values: ['low'], into: 'little' });
  const dataset = await call('changeSteps', { projectId, steps: [{ step, on: true }] });
  expect(dataset.columns[4]).toMatchObject({ logical: 'ordered', categories: ['little', 'medium', 'high'] });
});
