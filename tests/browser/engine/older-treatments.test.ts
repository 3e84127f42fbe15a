// A project of an earlier layout, its columns treated in every way: it opens, and its model predicts what it predicted then.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stepOf } from '../../../src/contract/data/transform';
import { createEngineApi } from '../../../src/engine/engine-api';
import { stored, useDatabase } from '../../../src/storage/store/database';
import { newId } from '../../../src/storage/store/ids';
import { call } from './call';
import { data } from './small-projects';
import projectUrl from '../../fixtures/projects/layout-6/treated.hearth?url';
import tableUrl from '../../fixtures/projects/layout-6/treated.csv?url';
import scoredUrl from '../../fixtures/projects/layout-6/treated-scored.csv?url';

const engine = createEngineApi();
const database = `hearth-test-${newId()}`;
const read = async (url: string) => (await fetch(url)).blob();

beforeAll(async () => {
  useDatabase(database);
  await stored((db) => db.projects.count());
});
afterAll(() => {
  useDatabase('hearth-test-idle');
  indexedDB.deleteDatabase(database);
});

const rowsOf = (csv: string) =>
  csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(','));

test('a project from before columns had a logical type predicts the same numbers', async () => {
  const { projectId } = await call(data.importProject, {
    file: new File([await read(projectUrl)], 'treated.hearth'),
  });
  const { versions, dataset } = await call(data.getProject, { projectId });
  expect(dataset?.columns.every(({ logical }) => logical === undefined)).toBe(true);
  const file = new File([await read(tableUrl)], 'treated.csv');
  const scored = await call(engine.scoreFile, { versionId: versions[0]!.id, file, guard: false });
  const [found, wanted] = await Promise.all([scored.file.text(), (await read(scoredUrl)).text()]);
  expect(rowsOf(found).length).toBe(240);
  rowsOf(wanted).forEach((row, at) => {
    const same = rowsOf(found)[at]!;
    expect(same.slice(0, -2)).toEqual(row.slice(0, -2));
    for (const place of [-2, -1]) expect(Number(same.at(place))).toBeCloseTo(Number(row.at(place)), 6);
  });
});

test('rows that are scored go through a change of type as the file writes them', async () => {
  const plants = ['1.0', '1.00', '2.0', '3.5'];
  const csv = [
    'plant,amount,y',
    ...Array.from(
      { length: 200 },
      (_, row) => `${plants[row % 4]!},${row % 9},${(row % 4) * 10 + (row % 9)}`,
    ),
  ].join('\n');
  const { projectId } = await call(data.createProject, { name: 'Plants', scenarioId: null });
  const file = new File([csv], 'plants.csv');
  await call(data.importTable, { projectId, file });
  await call(data.keepOriginal, { projectId, file });
  const step = stepOf('change-type', { column: 'plant', to: { kind: 'category' } });
  const changed = await call(data.changeSteps, { projectId, steps: [{ step, on: true }] });
  expect(changed.columns[0]?.categories).toEqual(plants);
  const { project } = await call(data.getProject, { projectId });
  const plan = {
    ...project.data,
    target: 'y',
    task: 'regression',
    roles: { plant: 'feature', amount: 'feature', y: 'target' } as const,
  };
  await call(data.updateProject, { projectId, patch: { data: plan } });
  const recipe = await call(data.draftRecipe, { projectId, family: 'glm' });
  await call(engine.startJob, { kind: 'run-all', projectId, recipe, backend: 'wasm', locale: 'en' });
  const { versions } = await call(data.getProject, { projectId });
  const scored = await call(engine.scoreFile, { versionId: versions.at(-1)!.id, file, guard: false });
  for (const row of rowsOf(await scored.file.text()))
    expect(Math.abs(Number(row[3]) - Number(row[2]))).toBeLessThan(1);
  expect(scored.issueCount).toBe(0);
});
