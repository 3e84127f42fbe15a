// What a commit makes the page fetch: the records that it names, and nothing of the tables beside them.
import { expect, onTestFinished, test } from 'vitest';
import { unpackView } from '../../../src/contract/project/view';
import { stored } from '../../../src/storage/store/database';
import { createRun } from '../../../src/storage/runs';
import { aJudgement, aRun } from '../../unit/storage/run-records';
import { hash } from '../../unit/storage/project-records';
import { freshApi } from './call';

/** Names of the tables that are read from now on, each as often as a record or a range of them is asked for. */
function watchReads(): string[] {
  const reads: string[] = [];
  for (const prototype of [IDBObjectStore.prototype, IDBIndex.prototype])
    for (const method of ['get', 'getAll', 'openCursor'] as const) {
      const original = Reflect.get(prototype, method) as (...args: unknown[]) => IDBRequest;
      const watched = function (this: IDBObjectStore | IDBIndex, ...args: unknown[]) {
        reads.push('objectStore' in this ? this.objectStore.name : this.name);
        return Reflect.apply(original, this, args);
      };
      Reflect.set(prototype, method, watched);
      onTestFinished(() => void Reflect.set(prototype, method, original));
    }
  return reads;
}

async function projectWithRuns(count: number) {
  const { call } = freshApi();
  const { projectId } = await call('createProject', { name: 'Loans', scenarioId: null });
  const runs = [];
  for (let made = 0; made < count; made += 1) {
    const run = await createRun({ ...aRun(projectId), status: 'done' });
    await stored((db) => db.judgements.add(aJudgement(projectId, run.id, { sha256: hash('f'), bytes: 1 })));
    runs.push(run);
  }
  return { call, projectId, runs };
}

test('a changed run is read from its row alone', async () => {
  const { call, projectId, runs } = await projectWithRuns(12);
  const reads = watchReads();
  const changes = await call('getChanges', { projectId, changed: { runs: [runs[3]!.id] } });
  expect(changes.lists.runs?.map(({ number }) => number)).toEqual([4]);
  expect(Object.keys(changes)).toEqual(['lists']);
  expect(reads).toEqual(['rows']);
});

test('opening a project reads no whole run and no whole judgement', async () => {
  const { call, projectId, runs } = await projectWithRuns(12);
  const reads = watchReads();
  const view = await call('getProject', { projectId });
  expect([view.runs.length, view.judgements.length]).toEqual([12, 12]);
  expect(view.runs[0]).not.toHaveProperty('history');
  expect(view.judgements[0]).not.toHaveProperty('confusion');
  expect(reads.filter((table) => table === 'judgements')).toEqual([]);
  // By status: whether one is told to train and no thread trains it.
  expect(reads.filter((table) => table === 'runs')).toHaveLength(1);
  expect(await call('getRun', { runId: runs[0]!.id })).toEqual(runs[0]);
});

test('a page gets the same view as text', async () => {
  const { call, projectId } = await projectWithRuns(3);
  const packed = await call('getPackedProject', { projectId });
  expect(packed.packed.runs).toMatch(/^\[\{"id":/);
  expect(unpackView(packed)).toEqual(await call('getProject', { projectId }));
});

test('a rename is answered with the project record, and a list that was read before reads one record a project', async () => {
  const { call, projectId } = await projectWithRuns(3);
  const project = await call('updateProject', { projectId, patch: { name: 'Homes' } });
  expect(project).toMatchObject({ id: projectId, name: 'Homes' });
  expect(await call('listProjects', null)).toMatchObject([{ name: 'Homes', runs: 3, snapshot: null }]);
  const reads = watchReads();
  await call('listProjects', null);
  expect(new Set(reads)).toEqual(new Set(['runs', 'summaries', 'device']));
});

test('the changes of a project that is gone are refused', async () => {
  const { call, projectId } = await projectWithRuns(1);
  await call('deleteProject', { projectId });
  await expect(call('getChanges', { projectId, changed: { projects: [projectId] } })).rejects.toMatchObject({
    fault: { code: 'not_found' },
  });
});
