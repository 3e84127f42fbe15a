import { afterAll, expect, test } from 'vitest';
import { WorkerClient } from '../../../src/client/workers/worker-client';
import type { DataApi } from '../../../src/contract/transport/data-api';
import type { Progress } from '../../../src/contract/transport/job';
import { faultOf, loansCsv } from './call';

// The real worker, on the database that the app itself uses.
const client = new WorkerClient<DataApi>(
  () => new Worker(new URL('../../../workers/data.ts', import.meta.url), { type: 'module', name: 'data' }),
);

afterAll(() => {
  client.end();
  indexedDB.deleteDatabase('hearth');
});

test('through the worker: a CSV becomes a project file, with progress; faults cross with code and place', async () => {
  const stages = new Set<string>();
  const onEvent = (event: Progress) => void stages.add(event.stage);
  const { projectId } = await client.call('createProject', { name: 'Loans', scenarioId: null });
  const dataset = await client.call('importTable', { projectId, file: loansCsv() }, { onEvent });
  await client.call('preparePartition', { projectId }, { onEvent });
  expect(await client.call('readRows', { datasetId: dataset.id, from: 3, count: 1 })).toEqual([
    ['C1003', 10.003, 59, 'own', 'no'],
  ]);
  const file = await client.call('exportProject', { projectId }, { onEvent });
  const copy = await client.call('importProject', { file: new File([file], 'loans.hearth') }, { onEvent });
  expect([...stages]).toEqual(['read', 'check', 'split', 'quality', 'pack', 'unpack', 'verify']);
  const listed = await client.call('listProjects', null);
  expect(new Set(listed.map(({ id }) => id))).toEqual(new Set([projectId, copy.projectId]));
  const cut = new File([file.slice(0, file.size - 7)], 'cut.hearth');
  expect((await faultOf(client.call('importProject', { file: cut }))).code).toBe('project_file_truncated');
  const bad = await faultOf(
    client.call('importTable', { projectId, file: new File(['a,b\n1,2\n3,"4\n'], 'bad.csv') }),
  );
  expect(bad).toMatchObject({ code: 'quote_unclosed', place: { file: 'bad.csv', row: 2 } });
  expect((await client.call('storageFacts', null)).usedBytes).toBeGreaterThan(0);
});

test('an import that is aborted ends as aborted and leaves the project as it was', async () => {
  const { projectId } = await client.call('createProject', { name: 'Stop', scenarioId: null });
  const stop = new AbortController();
  const work = client.call(
    'importTable',
    { projectId, file: loansCsv(120_000) },
    {
      signal: stop.signal,
      onEvent: () => stop.abort(),
    },
  );
  expect((await faultOf(work)).code).toBe('aborted');
  expect((await client.call('getProject', { projectId })).dataset).toBeNull();
});

test('a worker that is ended in the middle of an import leaves no half of it', async () => {
  const { projectId } = await client.call('createProject', { name: 'Killed', scenarioId: null });
  const killed = faultOf(
    client.call(
      'importTable',
      { projectId, file: loansCsv(120_000) },
      {
        onEvent: ({ done, total }) => {
          if (done > total / 2) client.end('worker_died');
        },
      },
    ),
  );
  expect((await killed).code).toBe('worker_died');
  expect((await client.call('getProject', { projectId })).dataset).toBeNull();
  const again = await client.call('importTable', { projectId, file: loansCsv(500) });
  expect(again.rows).toBe(500);
});
