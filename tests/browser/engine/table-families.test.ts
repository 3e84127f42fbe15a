// Forests, nearest neighbours and naive Bayes through the contract: drafted, trained, judged, explained, registered, served and exported, without a
// backend, and to the same bits twice.
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngineApi } from '../../../src/engine/engine-api';
import { EngineSession } from '../../../src/engine/session';
import { useDatabase } from '../../../src/storage/store/database';
import { newId } from '../../../src/storage/store/ids';
import { call } from './call';
import { data, tableProject } from './small-projects';

const engine = createEngineApi(undefined, new EngineSession());
const database = `hearth-test-${newId()}`;
let projectId: string;

beforeAll(async () => {
  useDatabase(database);
  ({ projectId } = await tableProject(1200));
});

afterAll(() => {
  useDatabase('hearth-test-idle');
  indexedDB.deleteDatabase(database);
});

test('they are offered after trees, networks and the linear model', async () => {
  const offers = await call(data.familyOffers, { projectId });
  expect(offers.map(({ architecture }) => architecture)).toEqual([
    ...['trees', 'dense', 'glm'],
    ...['random-forest', 'extra-trees', 'knn', 'naive-bayes'],
  ]);
});

test.for([
  ['random-forest', 'importance', ['forest.json', 'model.onnx']],
  ['extra-trees', 'importance', ['forest.json', 'model.onnx']],
  ['knn', 'neighbors', ['neighbors.json', 'rows.f32']],
  ['naive-bayes', 'distributions', ['naive-bayes.json']],
] as const)('%s learns, is judged, answers and leaves', async ([family, explanation, own]) => {
  const recipe = await call(data.draftRecipe, { projectId, family });
  expect(recipe).toMatchObject({ format: 2, model: { family } });
  expect(await call(engine.estimate, { projectId, recipe })).toMatchObject({ backend: null });
  const request = { kind: 'new', projectId, recipe, role: 'model', backend: null } as const;
  const run = await call(engine.train, request);
  expect(run).toMatchObject({ status: 'done', backend: null, fault: null });
  const again = await call(engine.train, request);
  expect(again.artifact?.sha256).toBe(run.artifact?.sha256);
  expect(run.notices.map(({ code }) => code)).toEqual([
    ...(family === 'knn' ? ['contains_rows'] : []),
    'calibration_kept',
  ]);
  const judgement = await call(engine.judge, { runId: run.id });
  expect(judgement.interval[0]).toBeGreaterThan(0.65);
  expect(await call(engine.explainRun, { runId: run.id })).toMatchObject({ kind: explanation });
  const version = await call(data.registerVersion, { runId: run.id });
  const rows = [
    { age: 50, income: null, region: 'north' },
    { age: 30, income: 4000, region: 'west' },
  ];
  const answers = await call(engine.predict, { versionId: version.id, rows });
  for (const { probabilities } of answers)
    expect(probabilities.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
  const blob = await call(engine.exportModel, { versionId: version.id });
  const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
  expect(Object.keys(files).sort()).toEqual(['README.txt', 'hearth.json', ...own].sort());
  expect(strFromU8(files['README.txt']!).includes('Privacy:')).toBe(family === 'knn');
});
