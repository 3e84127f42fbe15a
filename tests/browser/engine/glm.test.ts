// A linear model through the contract: trained, judged, served, exported; without a backend, and to the same bits each time.
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SettingsRecipe } from '../../../src/contract/model/recipe';
import type { Run, TrainEvent } from '../../../src/contract/model/run';
import { baselineRecipe } from '../../../src/domain/baseline';
import { createEngineApi } from '../../../src/engine/engine-api';
import { EngineSession } from '../../../src/engine/session';
import { useDatabase } from '../../../src/storage/store/database';
import { newId } from '../../../src/storage/store/ids';
import { call } from './call';
import { data, imageProject, tableProject } from './small-projects';

const session = new EngineSession();
const engine = createEngineApi(undefined, session);
const database = `hearth-test-${newId()}`;

let projectId: string;
let recipe: SettingsRecipe;
let run: Run;
const events: TrainEvent[] = [];

const request = () => ({ kind: 'new', projectId, recipe, role: 'baseline', backend: null }) as const;

beforeAll(async () => {
  useDatabase(database);
  const project = await tableProject(1200);
  projectId = project.projectId;
  recipe = baselineRecipe(project.recipe);
  run = await call(engine.train, request(), (event) => void events.push(event));
});

afterAll(() => {
  useDatabase('hearth-test-idle');
  indexedDB.deleteDatabase(database);
});

test('it is drafted, offered and estimated as any other', async () => {
  const offers = await call(data.familyOffers, { projectId });
  expect(offers.map(({ architecture }) => architecture).slice(0, 3)).toEqual(['trees', 'dense', 'glm']);
  expect(await call(data.draftRecipe, { projectId, family: 'glm' })).toEqual({ ...recipe, seed: 1 });
  const estimate = await call(engine.estimate, { projectId, recipe });
  expect(estimate).toMatchObject({
    parameters: run.parameters,
    modelBytes: run.artifact?.bytes,
    backend: null,
    seconds: null,
  });
});

test('its run has converged, and has no epochs, steps or backend', () => {
  expect(run).toMatchObject({
    status: 'done',
    role: 'baseline',
    backend: null,
    backendReason: null,
    step: null,
    stepsPerEpoch: null,
    history: [],
    bestEpoch: null,
    msPerStep: null,
    convergence: { converged: true },
    artifact: { family: 'glm', facts: { converged: true, outputs: 1 } },
  });
  expect(run.stepPath).toBeUndefined();
  expect(run.convergence!.iterations).toBeGreaterThan(1);
  expect(events.map(({ kind }) => kind)).toEqual([
    'started',
    ...Array.from({ length: run.convergence!.iterations }, () => 'iteration'),
    ...run.notices.map(() => 'notice'),
    'ended',
  ]);
  expect(run.notices.map(({ code }) => code)).toEqual(['calibration_kept']);
  expect(session.lease.isHeld).toBe(false);
});

test('the same recipe gives the same model, bit for bit', async () => {
  const again = await call(engine.train, request());
  expect(again.artifact?.sha256).toBe(run.artifact?.sha256);
});

test('a setting that it does not take is refused with its field', async () => {
  const settings = { l2: -1, penalty: 'fixed' };
  const broken = { ...recipe, model: { family: 'glm', settings } };
  await expect(call(engine.train, { ...request(), recipe: broken })).rejects.toMatchObject({
    fault: { code: 'recipe_invalid', place: { field: 'model.settings.l2' } },
  });
  const unknown = { ...recipe, model: { family: 'unheard-of', settings: {} } };
  await expect(call(engine.estimate, { projectId, recipe: unknown })).rejects.toMatchObject({
    fault: { code: 'recipe_invalid', place: { field: 'model.family' } },
  });
});

test('it is judged, registered and answers; the file that is exported answers alike', async () => {
  const [judgement, same] = await Promise.all([
    call(engine.judge, { runId: run.id }),
    call(engine.judge, { runId: run.id }),
  ]);
  expect(same.id).toBe(judgement.id);
  expect(judgement).toMatchObject({ primary: 'auc', artifactSha256: run.artifact?.sha256 });
  expect(judgement.interval[0]).toBeGreaterThan(0.7);
  const version = await call(data.registerVersion, { runId: run.id });
  const latency = await call(engine.measureLatency, { versionId: version.id });
  expect(latency.backend).toBeNull();
  expect(latency.peakMemoryBytes).toBeGreaterThan(0);

  const rows = [{ age: 50, income: 30_000, region: 'north' }];
  const [answer] = await call(engine.predict, { versionId: version.id, rows });
  const blob = await call(engine.exportModel, { versionId: version.id });
  const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
  expect(Object.keys(files).sort()).toEqual([
    'README.txt',
    'coefficients.csv',
    'coefficients.json',
    'hearth.json',
  ]);
  const model = JSON.parse(strFromU8(files['coefficients.json']!)) as {
    columns: string[];
    outputs: string[];
    intercepts: number[];
    coefficients: number[][];
  };
  expect(model.outputs).toEqual(['yes']);
  const sample = model.columns.map((name) => encoded(name, rows[0]!));
  const z = model.coefficients[0]!.reduce(
    (sum, value, at) => sum + value * sample[at]!,
    model.intercepts[0]!,
  );
  expect(answer!.probabilities[1]).toBeCloseTo(1 / (1 + Math.exp(-z)), 5);

  const learnt = await call(engine.explainRun, { runId: run.id });
  if (learnt?.kind !== 'terms') throw new Error('no terms');
  expect(learnt).toMatchObject({ outputs: ['yes'], intercepts: model.intercepts });
  expect(Object.fromEntries(learnt.terms.map(({ name, weights }) => [name, weights[0]]))).toEqual(
    Object.fromEntries(model.columns.map((name, at) => [name, model.coefficients[0]![at]])),
  );
  const { estimates } = learnt;
  expect(estimates).toMatchObject({ distribution: 'z', ratio: 'odds', cautions: ['penalty'], absent: null });
  const age = estimates!.rows.find(({ name }) => name === 'age')!;
  const feature = run.artifact!.preprocessing.features.find(({ column }) => column === 'age');
  if (feature?.kind !== 'number') throw new Error('age is a number');
  const weight = learnt.terms.find(({ name }) => name === 'age')!.weights[0]!;
  expect(age.value).toBeCloseTo(weight / feature.scale, 12);
  expect(age.low).toBeLessThan(age.value);
  expect(age.value / age.error!).toBe(age.statistic);
  const csv = strFromU8(files['coefficients.csv']!);
  expect(csv).toContain(`age,yes,${age.value},${age.error},`);
  const sizes = learnt.terms.map(({ weights }) => Math.abs(weights[0]!));
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
});

/** The value of an encoded column, by the fitted preprocessing that every export tells. */
function encoded(name: string, row: Record<string, number | string>): number {
  for (const feature of run.artifact!.preprocessing.features) {
    if (feature.kind === 'number' && name === feature.column)
      return (Number(row[name]) - feature.shift) / feature.scale;
    if (feature.kind === 'category' && name.startsWith(`${feature.column} = `))
      return Number(name === `${feature.column} = ${String(row[feature.column])}`);
  }
  return 0; // nothing of the row is missing
}

test('what was cut off begins anew and comes to the same model', async () => {
  const stop = new AbortController();
  const paused = await engine.train(request(), {
    signal: stop.signal,
    emit: (event) => {
      if (event.kind === 'iteration') stop.abort();
    },
  });
  expect(paused).toMatchObject({ status: 'paused', artifact: null });
  const resumed = await call(engine.train, { kind: 'resume', runId: paused.id, backend: null });
  expect(resumed).toMatchObject({ status: 'done', artifact: { sha256: run.artifact?.sha256 } });
});

test('images are read pixel by pixel', async () => {
  const project = await imageProject();
  const fitted = await call(engine.train, {
    kind: 'new',
    projectId: project.projectId,
    recipe: baselineRecipe(project.recipe),
    role: 'baseline',
    backend: null,
  });
  expect(fitted).toMatchObject({ status: 'done', convergence: { converged: true } });
  const { test: part } = await call(engine.judge, { runId: fitted.id });
  expect(part.rows).toBeGreaterThan(0);
  expect(await call(engine.exportRun, { runId: fitted.id })).toHaveLength(4);
});
