import { expect, test } from 'vitest';
import { stepOf } from '../../../src/contract/data/transform';
import { datasetsOf } from '../../../src/storage/datasets';
import { faultOf, freshApi, loansCsv } from './call';

async function withTable() {
  const context = freshApi();
  const { projectId } = await context.call('createProject', { name: 'Loans', scenarioId: null });
  const dataset = await context.call('importTable', { projectId, file: loansCsv(200) });
  return { ...context, projectId, dataset };
}

test('steps on the data make a new version, the same one each time, and leave the parent as it was', async () => {
  const { call, projectId, dataset } = await withTable();
  const steps = [
    stepOf('filter-rows', { column: 'age', keep: { kind: 'present' } }),
    stepOf('drop-columns', { columns: ['housing'] }),
  ];
  const changed = await call('transformTable', { projectId, steps });
  expect(changed.lineage).toEqual({ parent: dataset.id, steps });
  expect(changed.columns.map(({ name }) => name)).toEqual(['customer_id', 'income', 'age', 'default']);
  const missingAges = dataset.profiles.find(({ name }) => name === 'age')?.missing ?? 0;
  expect([missingAges > 0, changed.rows]).toEqual([true, 200 - missingAges]);
  const { project, dataset: current } = await call('getProject', { projectId });
  expect([current?.id, project.data.target, project.draft?.features]).toEqual([
    changed.id,
    'default',
    ['income', 'age'],
  ]);
  expect((await datasetsOf(projectId))[0]).toMatchObject(dataset);

  await call('updateProject', { projectId, patch: { data: { ...project.data, datasetId: dataset.id } } });
  const again = await call('transformTable', { projectId, steps });
  expect([again.id === changed.id, again.sha256]).toEqual([false, changed.sha256]);
});

test('a step that fits no column is refused with its place, and leaves no version', async () => {
  const { call, projectId } = await withTable();
  const unknown = [stepOf('drop-columns', { columns: ['nothing'] })];
  expect(await faultOf(call('transformTable', { projectId, steps: unknown }))).toMatchObject({
    code: 'column_unknown',
    place: { column: 'nothing' },
  });
  const origin = [stepOf('scenario', { id: 'credit' })] as never;
  expect(await faultOf(call('transformTable', { projectId, steps: origin }))).toMatchObject({
    code: 'input_invalid',
    place: { field: 'steps.0' },
  });
  expect((await datasetsOf(projectId)).length).toBe(1);
});
