// Boosted trees through the contract: trained, interrupted and resumed to the same bits, judged, served, exported; without a backend.
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SettingsRecipe } from '../../../src/contract/model/recipe';
import type { Run, TrainEvent } from '../../../src/contract/model/run';
import { baselineRecipe } from '../../../src/domain/baseline';
import { createEngineApi } from '../../../src/engine/engine-api';
import { EngineSession } from '../../../src/engine/session';
import { latestCheckpoint } from '../../../src/storage/checkpoints';
import { useDatabase } from '../../../src/storage/store/database';
import { newId } from '../../../src/storage/store/ids';
import { call } from './call';
import { data, tableProject } from './small-projects';

const session = new EngineSession();
const engine = createEngineApi(undefined, session);
const database = `hearth-test-${newId()}`;

let projectId: string;
let recipe: SettingsRecipe;
let run: Run;
const events: TrainEvent[] = [];

const request = () => ({ kind: 'new', projectId, recipe, role: 'model', backend: null }) as const;

beforeAll(async () => {
  useDatabase(database);
  ({ projectId } = await tableProject(1200));
  const drafted = await call(data.draftRecipe, { projectId, family: 'trees' });
  if (drafted.format !== 2) throw new Error('not a recipe of settings');
  recipe = drafted;
  run = await call(engine.train, request(), (event) => void events.push(event));
});

afterAll(() => {
  useDatabase('hearth-test-idle');
  indexedDB.deleteDatabase(database);
});

test('it is drafted, offered and estimated as any other, and keeps the plan’s preprocessing in its recipe', async () => {
  const offers = await call(data.familyOffers, { projectId });
  expect(offers.map(({ architecture }) => architecture)).toContain('trees');
  const dense = await call(data.draftRecipe, { projectId, family: 'dense' });
  expect(recipe.preprocessing).toEqual(dense.preprocessing);
  const estimate = await call(engine.estimate, { projectId, recipe });
  expect(estimate).toMatchObject({ backend: null, seconds: null });
  // The estimate is of as many leaves as the settings allow.
  expect(run.parameters).toBeGreaterThan(run.bestEpoch!);
  expect(estimate.parameters).toBeGreaterThan(run.parameters);
  expect(estimate.trainingBytes).toBeGreaterThan(0);
});

test('its run has a point of the curve for each round, and stops after the best of them', () => {
  expect(run).toMatchObject({ status: 'done', role: 'model', backend: null, metric: 'auc', fault: null });
  const rounds = run.history.length;
  expect(run.step).toBe(rounds);
  expect(run.history.map(({ epoch }) => epoch)).toEqual(Array.from({ length: rounds }, (_, at) => at + 1));
  const losses = run.history.map(({ validationLoss }) => validationLoss);
  expect(losses[run.bestEpoch! - 1]).toBe(Math.min(...losses));
  expect(rounds).toBe(run.bestEpoch! + 50);
  expect(events.at(0)?.kind).toBe('started');
  expect(events.some(({ kind }) => kind === 'epoch')).toBe(true);
  expect(events.at(-1)?.kind).toBe('ended');
  expect(session.lease.isHeld).toBe(false);
});

test('it learns from columns as they are, and its baseline does not', async () => {
  const kinds = (of: Run) => of.artifact!.preprocessing.features.map(({ kind }) => kind);
  expect(kinds(run)).toEqual(['raw', 'raw', 'codes']);
  const baseline = await call(engine.train, {
    ...request(),
    recipe: baselineRecipe(recipe),
    role: 'baseline',
  });
  expect(kinds(baseline)).toEqual(['number', 'number', 'category']);
});

test('a setting that it does not take is refused with its field', async () => {
  const broken = { ...recipe, model: { family: 'trees', settings: { ...recipe.model.settings, bins: 300 } } };
  await expect(call(engine.train, { ...request(), recipe: broken })).rejects.toMatchObject({
    fault: { code: 'recipe_invalid', place: { field: 'model.settings.bins' } },
  });
});

test('a run that was paused resumes from its checkpoint and comes to the same model', async () => {
  const stop = new AbortController();
  const paused = await engine.train(request(), {
    signal: stop.signal,
    emit: (event) => {
      if (event.kind === 'epoch') stop.abort();
    },
  });
  expect(paused).toMatchObject({ status: 'paused', artifact: null });
  const kept = await latestCheckpoint(paused.id);
  expect(kept).toMatchObject({ backend: null, epoch: paused.history.length });
  expect(kept!.epoch).toBeLessThan(run.history.length);
  const resumed = await call(engine.train, { kind: 'resume', runId: paused.id, backend: null });
  expect(resumed).toMatchObject({ status: 'done', artifact: { sha256: run.artifact?.sha256 } });
  expect(resumed.history).toHaveLength(run.history.length);
});

test('it is judged better than chance, registered and answers; its files answer alike', async () => {
  const judgement = await call(engine.judge, { runId: run.id });
  expect(judgement).toMatchObject({ primary: 'auc', artifactSha256: run.artifact?.sha256 });
  expect(judgement.interval[0]).toBeGreaterThan(0.7);
  const version = await call(data.registerVersion, { runId: run.id });
  const latency = await call(engine.measureLatency, { versionId: version.id });
  expect(latency.backend).toBeNull();
  const rows = [
    { age: 50, income: null, region: 'north' },
    { age: 30, income: 4000, region: 'west' },
  ];
  const answers = await call(engine.predict, { versionId: version.id, rows });
  expect(answers.map(({ warnings }) => warnings.map(({ code }) => code))).toEqual([
    ['missing'],
    ['unknown_category'],
  ]);
  const blob = await call(engine.exportModel, { versionId: version.id });
  const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
  expect(Object.keys(files).sort()).toEqual([
    ...['README.txt', 'hearth.json', 'lightgbm.txt', 'model.onnx', 'trees.json', 'xgboost.json'],
  ]);
  const model = JSON.parse(strFromU8(files['trees.json']!)) as ExportedTrees;
  expect(model.columns).toEqual(['age', 'income', 'region']);
  const [, , region] = run.artifact!.preprocessing.features;
  const codes = region?.kind === 'codes' ? region.categories : [];
  const samples = [
    [50, NaN, codes.indexOf('north')],
    [30, 4000, codes.length],
  ];
  for (const [at, sample] of samples.entries()) {
    const z = scoreOf(model, sample);
    expect(answers[at]!.probabilities[1]).toBeCloseTo(1 / (1 + Math.exp(-z)), 5);
  }
});

interface ExportedTrees {
  columns: string[];
  start: number[];
  trees: {
    column: number;
    value: number;
    left?: number;
    cut?: number | null;
    levels?: number[];
    missingLeft?: number;
  }[][];
}

/** As README.txt says that trees are read. */
function scoreOf({ start, trees }: ExportedTrees, sample: number[]): number {
  return trees.reduce((score, nodes) => {
    let node = nodes[0]!;
    while (node.column >= 0) {
      const value = sample[node.column]!;
      const isLeft = Number.isNaN(value)
        ? node.missingLeft === 1
        : node.levels
          ? node.levels.includes(value)
          : value < (node.cut ?? Infinity);
      node = nodes[node.left! + (isLeft ? 0 : 1)]!;
    }
    return score + node.value;
  }, start[0]!);
}
