// Models of XGBoost through the contract: a file becomes a run that is judged, looked at, registered, served and exported; what does not fit the
// project is refused with its place, and nothing is kept.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TreeExplanation } from '../../../src/contract/model/explanation';
import type { SettingsRecipe } from '../../../src/contract/model/recipe';
import type { Run } from '../../../src/contract/model/run';
import { createEngineApi } from '../../../src/engine/engine-api';
import { editProject } from '../../../src/engine/project/update-project';
import { EngineSession } from '../../../src/engine/session';
import { getRun, runsOf } from '../../../src/storage/runs';
import { useDatabase } from '../../../src/storage/store/database';
import { newId } from '../../../src/storage/store/ids';
import saved from '../../unit/model/golden/xgboost-models-3.json';
import { call } from './call';
import { data, tableProject } from './small-projects';

const session = new EngineSession();
const engine = createEngineApi(undefined, session);
const database = `hearth-test-${newId()}`;

beforeAll(() => {
  useDatabase(database);
});
afterAll(() => {
  useDatabase('hearth-test-idle');
  indexedDB.deleteDatabase(database);
});

const model = saved.find(({ name }) => name === 'categories, one against the rest')!;
const outputs: number[] = model.outputs;

/** A project whose target is what the model says of its rows, so that it is always right; `positive` is the class that is told of. */
async function project(positive: string, also = '', tail: string | null = null) {
  const { projectId } = await call(data.createProject, { name: 'Towns', scenarioId: null });
  const columns = model.columns as unknown as Record<string, (number | string | null)[]>;
  const rows = outputs.map((output, row) =>
    [columns['height']![row] ?? '', columns['town']![row] ?? '', output > 0.5 ? 'up' : 'down'].join(','),
  );
  const text = `height,town,hilly\n${rows.join('\n')}\n${also}`.replace('height', tail ?? 'height');
  const file = new File([text], 'towns.csv', { type: 'text/csv' });
  await call(data.importTable, { projectId, file });
  await editProject(projectId, async (found) => ({
    ...found,
    data: {
      ...found.data,
      ...{ target: 'hilly', task: 'binary', positive },
      roles: { height: 'feature', town: 'feature', hilly: 'target' },
      split: { kind: 'stratified', train: 0.4, validation: 0.2, test: 0.4, seed: 3 },
    },
  }));
  return projectId;
}

const importing = (projectId: string, text = model.model) =>
  call(engine.importModel, { projectId, file: new Blob([text]), name: 'towns.json' });

test.each(['up', 'down'])('is always right where rows are as it says: %s is told of', async (positive) => {
  const projectId = await project(positive);
  const run = await importing(projectId);
  expect(run).toMatchObject({ status: 'done', number: 1, backend: null, fault: null, history: [] });
  expect(run.notices).toMatchObject([{ code: 'imported', params: { file: 'towns.json', version: '3.2.0' } }]);
  expect(run.recipe.features).toEqual(['height', 'town']);
  const judgement = await call(engine.judge, { runId: run.id });
  if (judgement.kind !== 'classification') throw new Error('no classification');
  expect(judgement.classes.at(-1)).toBe(positive);
  expect(judgement.test.metrics['auc']).toBe(1);
  expect(judgement.train.metrics['auc']).toBe(1);
  const version = await call(data.registerVersion, { runId: run.id, locale: 'en' });
  const of = (town: string | null, height: number | null) =>
    call(engine.predict, { versionId: version.id, rows: [{ town, height }] }).then(([answer]) => answer!);
  const at = (row: number) => {
    const columns = model.columns as unknown as Record<string, never[]>;
    return of(columns['town']![row] ?? null, columns['height']![row] ?? null);
  };
  for (let row = 0; row < 20; row++) {
    const chance = (await at(row)).probabilities[positive === 'up' ? 1 : 0]!;
    expect(Math.abs(chance - outputs[row]!)).toBeLessThan(1e-6);
  }
});

test('a model that left as XGBoost’s file comes back to the same figures', async () => {
  const { projectId } = await tableProject(500);
  const drafted = await call(data.draftRecipe, { projectId, family: 'trees' });
  const recipe = { ...(drafted as SettingsRecipe), features: ['age', 'income'] };
  const run = await call(engine.train, { kind: 'new', projectId, recipe, role: 'model', backend: null });
  const files = await call(engine.exportRun, { runId: run.id });
  expect(files.map(({ name }) => name)).toEqual([
    ...['trees.json', 'xgboost.json', 'lightgbm.txt', 'model.onnx'],
    ...['hearth.json', 'README.txt'],
  ]);
  const file = new Blob([files.find(({ name }) => name === 'xgboost.json')!.bytes]);
  const again = await call(engine.importModel, { projectId, file, name: 'xgboost.json' });
  const [first, second] = [
    await call(engine.judge, { runId: run.id }),
    await call(engine.judge, { runId: again.id }),
  ];
  expect(second.test.metrics['auc']).toBe(first.test.metrics['auc']);
  expect(second.test.metrics['logLoss']).toBeCloseTo(first.test.metrics['logLoss']!, 7);
});

test('each tree is told in the words of the columns, and a row’s way adds up to its score', async () => {
  const run = await importing(await project('up'));
  const look = async (tree: number, testRow: number | null) =>
    (await call(engine.explainRun, { runId: run.id, look: { tree, testRow } })) as TreeExplanation;
  const { nodes, trees, output, path } = await look(0, 2);
  expect({ trees, output }).toEqual({ trees: 6, output: 'up' });
  const [root] = nodes;
  expect(root!.condition).toMatchObject({ kind: 'among', column: 'town' });
  expect(root!.cover).toBe(1);
  const inner = nodes.filter(({ left }) => left !== null);
  expect(nodes.length).toBe(2 * inner.length + 1);
  for (const { left, cover } of inner)
    expect(nodes[left!]!.cover + nodes[left! + 1]!.cover).toBeCloseTo(cover, 5);
  // The way goes from parent to child, and by its values.
  const steps = path!.nodes
    .slice(0, -1)
    .map((node, at) => ({ node: nodes[node]!, next: path!.nodes[at + 1]!, value: path!.values[at]! }));
  for (const { node, next, value } of steps) {
    const { condition, missingLeft, left } = node;
    const holds =
      value === null
        ? missingLeft
        : condition!.kind === 'below'
          ? (value as number) < condition!.cut
          : condition!.levels.includes(value as string);
    expect(next).toBe(holds ? left : left! + 1);
  }
  expect(path!.leaves[0]).toBe(nodes[path!.nodes.at(-1)!]!.value);
  expect(path!.start + path!.leaves.reduce((sum, leaf) => sum + leaf, 0)).toBeCloseTo(path!.score, 10);
  expect(Math.abs(1 / (1 + Math.exp(-path!.score)) - outputs[path!.row]!)).toBeLessThan(1e-6);
  expect((await look(1, null)).path).toBeNull();
  await expect(look(99, null)).rejects.toMatchObject({
    fault: { code: 'input_invalid', place: { field: 'tree' } },
  });
  await expect(look(0, 1000)).rejects.toMatchObject({ fault: { place: { field: 'testRow' } } });
});

test('what does not fit the data is refused with its place, and nothing is kept', async () => {
  const refused = async (projectId: string, text?: string): Promise<unknown> => {
    const thrown = await importing(projectId, text).then(
      (run: Run) => getRun(run.id),
      (error: unknown) => error,
    );
    expect(await runsOf(projectId)).toEqual([]);
    return thrown;
  };
  const of = (reason: string, place: object) => ({
    fault: { code: 'input_invalid', params: { refused: reason }, place: { file: 'towns.json', ...place } },
  });
  expect(await refused(await project('up', '', 'size'))).toMatchObject(of('missing', { column: 'height' }));
  const several = await project('up', '0.5,Ulm,level\n0.4,Ulm,level\n0.2,Ulm,level\n0.1,Bonn,level\n');
  expect(await refused(several)).toMatchObject(of('classes', { column: 'hilly' }));
  const numbers = saved.find(({ name }) => name === 'categories')!.model;
  expect(await refused(await project('up'), numbers)).toMatchObject(of('number', { column: 'hilly' }));
  const asNumber = model.model.replace('"town"', '"height"').replace('"height"', '"town"');
  expect(await refused(await project('up'), asNumber)).toMatchObject(of('needs_number', { column: 'town' }));
  expect(await refused(await project('up'), '{')).toMatchObject(of('damaged', {}));
});
