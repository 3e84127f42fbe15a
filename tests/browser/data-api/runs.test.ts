import { expect, test } from 'vitest';
import { createRun } from '../../../src/storage/runs';
import { aRun } from '../../unit/storage/run-records';
import { freshApi } from './call';

test('a run that was cut off is told, whoever marked it first', async () => {
  const { call } = freshApi();
  const { projectId } = await call('createProject', { name: 'Loans', scenarioId: null });
  const run = await createRun(aRun(projectId));
  const { runs } = await call('getProject', { projectId });
  expect(runs).toMatchObject([{ id: run.id, status: 'interrupted' }]);
  expect(await call('markInterrupted', null)).toEqual([run.id]);
});
