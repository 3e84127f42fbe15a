// Rows and summaries follow every way in which a record is written or deleted, and a store from before them is filled.
import { expect, test } from 'vitest';
import type { Project } from '../../../src/contract/project/project';
import type { Run } from '../../../src/contract/model/run';
import { runRow } from '../../../src/contract/project/rows';
import { stored, useDatabase } from '../../../src/storage/store/database';
import { removeProject, replaceProject } from '../../../src/storage/projects';
import { createRun, deleteRun, saveRun } from '../../../src/storage/runs';
import { withContentHash } from '../../../src/storage/registry/content-hash';
import { schemaVersions } from '../../../src/storage/store/schema';
import { rowsById, rowsOf } from '../../../src/storage/views/rows';
import { allSummaries } from '../../../src/storage/views/summaries';
import { addProject, aProject } from '../../unit/storage/project-records';
import { aRun } from '../../unit/storage/run-records';
import { freshDatabase } from './fresh';

async function aProjectWithRuns(count: number) {
  const project = aProject();
  await addProject(project);
  const runs = [];
  for (let made = 0; made < count; made += 1)
    runs.push(await createRun({ ...aRun(project.id), status: 'done' }));
  return { project, runs };
}

/** Puts them into a store of any layout: a commit of today names tables that an older one has not. */
async function storeAlone(count: number): Promise<{ project: Project; runs: Run[] }> {
  const project = aProject();
  const runs = Array.from({ length: count }, (_, at) =>
    withContentHash<Run>({ ...aRun(project.id), status: 'done', number: at + 1 }),
  );
  await stored((db) => db.projects.add(project));
  await stored((db) => db.runs.bulkAdd(runs));
  return { project, runs };
}

test('a row is written with its record, changed with it and deleted with it', async () => {
  freshDatabase();
  const { project, runs } = await aProjectWithRuns(3);
  expect(await rowsOf(project.id, 'runs')).toEqual(runs.map(runRow));
  await saveRun({ ...runs[1]!, secondsTrained: 12.5 });
  await stored((db) => db.runs.update(runs[2]!.id, { label: 'by hand' }));
  expect(
    (await rowsOf(project.id, 'runs')).map(({ secondsTrained, label }) => [secondsTrained, label]),
  ).toEqual([
    [0, ''],
    [12.5, ''],
    [0, 'by hand'],
  ]);
  await deleteRun(runs[2]!.id);
  expect((await rowsOf(project.id, 'runs')).at(-1)?.id).toBe(runs[1]!.id);
  await removeProject(project.id);
  expect(await stored((db) => Promise.all([db.rows.count(), db.summaries.count()]))).toEqual([0, 0]);
});

test('a write that fails leaves the row as it was', async () => {
  freshDatabase();
  const { project, runs } = await aProjectWithRuns(1);
  await stored((db) =>
    db.transaction('rw', db.runs, async () => {
      await db.runs.update(runs[0]!.id, { label: 'half way' });
      throw new Error('half way');
    }),
  ).catch(() => undefined);
  expect((await rowsOf(project.id, 'runs')).map(({ label }) => label)).toEqual(['']);
});

test('a store of the first layout gets its rows when it is opened, and a row that is lost is made again', async () => {
  const name = freshDatabase(schemaVersions.slice(0, 1));
  const { project, runs } = await storeAlone(70);
  useDatabase(name);
  expect(await rowsOf(project.id, 'runs')).toEqual(runs.map(runRow));
  await stored((db) => db.rows.clear());
  const asked = [runs[4]!, runs[2]!];
  expect(await rowsById(project.id, 'runs', [...asked.map(({ id }) => id), 'gone'])).toEqual(
    asked.toReversed().map(runRow),
  );
  expect((await rowsOf(project.id, 'runs')).map(({ id }) => id)).toEqual(
    asked.toReversed().map(({ id }) => id),
  );
});

test('a summary is made once, and anew after a commit', async () => {
  freshDatabase();
  const { project } = await aProjectWithRuns(2);
  expect((await allSummaries()).summaries).toMatchObject([{ id: project.id, name: project.name, runs: 2 }]);
  expect(await stored((db) => db.summaries.count())).toBe(1);
  await createRun(aRun(project.id));
  expect(await stored((db) => db.summaries.count())).toBe(0);
  await replaceProject({ ...project, name: 'Renamed' });
  expect((await allSummaries()).summaries).toMatchObject([{ name: 'Renamed', runs: 3 }]);
});

test('a store whose rows are of an older form gets them anew, and loses those of records that are gone', async () => {
  const name = freshDatabase(schemaVersions.slice(0, 1));
  const { project, runs } = await storeAlone(3);
  useDatabase(name, schemaVersions.slice(0, 4));
  const row = { ...runRow(runs[0]!), label: 'stale' };
  const old = { projectId: project.id, table: 'runs', ids: [row.id], rows: [row] };
  await stored((db) =>
    db.table('rows').bulkPut([
      { ...old, bucket: row.id.charCodeAt(25) % 16 },
      { ...old, bucket: 99 },
    ]),
  );
  useDatabase(name);
  expect(await rowsOf(project.id, 'runs')).toEqual(runs.map(runRow));
});

test('records of several projects are deleted at once, each with its row', async () => {
  freshDatabase();
  const made = [await aProjectWithRuns(40), await aProjectWithRuns(40)];
  const going = made.flatMap(({ runs }) => runs.filter(({ number }) => number % 2 === 0));
  await stored((db) => db.runs.bulkDelete(going.map(({ id }) => id)));
  for (const { project, runs } of made)
    expect((await rowsOf(project.id, 'runs')).map(({ number }) => number)).toEqual(
      runs.map(({ number }) => number).filter((number) => number % 2 === 1),
    );
  await stored((db) => db.runs.clear());
  expect(await stored((db) => db.rows.count())).toBe(0);
});

test('a metric that is no number stays one', async () => {
  freshDatabase();
  const { project, runs } = await aProjectWithRuns(1);
  const epoch = { epoch: 1, step: 10, trainLoss: 0.5, trainMetric: 0.7, validationLoss: 0.6 };
  const history = [{ ...epoch, validationMetric: NaN, learningRate: 0.01, seconds: 1 }];
  await saveRun({ ...runs[0]!, history });
  expect((await rowsOf(project.id, 'runs'))[0]?.validationMetric).toBeNaN();
});
