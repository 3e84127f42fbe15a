// One record that makes no sense: the list and every other project work, and the record is named.
import { expect, test } from 'vitest';
import { stored } from '../../../src/storage/store/database';
import { faultOf, freshApi, loansCsv } from './call';

async function twoProjects() {
  const context = freshApi();
  const { call } = context;
  const create = async (name: string) => {
    const { projectId } = await call('createProject', { name, scenarioId: null });
    await call('importTable', { projectId, file: loansCsv(60) });
    return projectId;
  };
  return { ...context, sound: await create('Sound'), broken: await create('Broken') };
}

/** Puts a record past the app, as an older version or another program could have. */
const put = (table: string, record: Record<string, unknown>) => stored((db) => db.table(table).put(record));

test('a project record without its data is named, and the others are listed and open', async () => {
  const { call, sound, broken } = await twoProjects();
  const { data: _, ...rest } = (await call('getProject', { projectId: broken })).project;
  await put('projects', { ...rest });
  const list = await call('listProjects', null);
  expect(new Set(list.map(({ name, damage }) => `${name} ${damage?.field ?? '-'}`))).toEqual(
    new Set(['Sound -', 'Broken data']),
  );
  expect(list.find(({ id }) => id === broken)?.damage).toMatchObject({ table: 'projects', record: broken });
  expect((await faultOf(call('getProject', { projectId: broken }))).params).toMatchObject({
    table: 'projects',
    record: broken,
  });
  await expect(call('getProject', { projectId: sound })).resolves.toMatchObject({
    project: { name: 'Sound' },
  });
  await expect(call('evaluateProject', { projectId: sound })).resolves.toMatchObject({ projectId: sound });
  expect((await call('storageUse', null)).projects).toHaveLength(2);
  await call('deleteProject', { projectId: broken });
  expect(await call('listProjects', null)).toHaveLength(1);
});

test('impossible times and unknown newer fields in any table break nothing', async () => {
  const { call, sound, broken } = await twoProjects();
  const view = await call('getProject', { projectId: broken });
  await put('projects', { ...view.project, updatedAt: 1e300, createdAt: NaN, future: { more: 1 } });
  await put('datasets', { ...view.dataset, createdAt: 9e15, future: 1 });
  await put('tasks', {
    ...{ id: view.project.id, projectId: broken, title: 'Late', assigneeId: null },
    ...{ dueAt: 9e15, doneAt: NaN, createdAt: -5, future: 1 },
  });
  expect(await call('listProjects', null)).toHaveLength(2);
  expect((await call('getProject', { projectId: broken })).tasks).toHaveLength(1);
  expect(await call('findDamage', { projectId: broken })).toMatchObject({
    table: 'projects',
    field: 'createdAt',
  });
  expect(await call('findDamage', { projectId: sound })).toBeNull();
});

test.each(['runs', 'judgements', 'snapshots', 'versions', 'promotions', 'reviews', 'jobs'])(
  'a record of %s that is nothing but its keys leaves the list, the other project and pending work as they were',
  async (table) => {
    const { call, sound, broken } = await twoProjects();
    await put(table, { id: sound, projectId: broken, runId: sound, status: 'running' });
    expect(await call('listProjects', null)).toHaveLength(2);
    expect(await call('pendingJobs', null)).toMatchObject({ jobs: [] });
    await expect(call('getProject', { projectId: sound })).resolves.toMatchObject({
      project: { name: 'Sound' },
    });
    if (table === 'runs' || table === 'judgements') {
      const view = await call('getProject', { projectId: broken });
      expect(view.damage).toMatchObject({ table, record: sound });
    }
    await call('storageUse', null);
    await call('exportAll', null);
    await call('deleteProject', { projectId: broken });
  },
);
