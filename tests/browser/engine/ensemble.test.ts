// An ensemble through the contract: members that want the columns in different ways learn from the same rows, answer together, and go out as files.
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SettingsRecipe } from '../../../src/contract/model/recipe';
import type { Run } from '../../../src/contract/model/run';
import { createEngineApi } from '../../../src/engine/engine-api';
import { ensembleRecipe } from '../../../src/model/families/ensemble/members';
import { useDatabase } from '../../../src/storage/store/database';
import { newId } from '../../../src/storage/store/ids';
import { call } from './call';
import { data, tableProject } from './small-projects';

const engine = createEngineApi();
const database = `hearth-test-${newId()}`;
const weights = [0.5, 0.3, 0.2];

let projectId: string;
let members: SettingsRecipe[];
let recipe: SettingsRecipe;
let run: Run;

async function drafted(family: string): Promise<SettingsRecipe> {
  const draft = await call(data.draftRecipe, { projectId, family });
  if (draft.format !== 2) throw new Error('not a recipe of settings');
  return draft;
}
const train = (asked: SettingsRecipe) =>
  call(engine.train, { kind: 'new', projectId, recipe: asked, role: 'model', backend: null });
const rows = [
  { age: 25, income: 2500, region: 'north' },
  { age: 61, income: null, region: 'east' },
  { age: 44, income: 8800, region: 'nowhere' },
];
/** Probabilities of the rows by a version of the run. */
async function answersOf({ id }: Run): Promise<number[]> {
  await call(engine.judge, { runId: id });
  const version = await call(data.registerVersion, { runId: id });
  const answers = await call(engine.predict, { versionId: version.id, rows });
  return answers.map(({ probabilities }) => probabilities[1]!);
}

beforeAll(async () => {
  useDatabase(database);
  ({ projectId } = await tableProject(400));
  const trees = await drafted('trees');
  const shallow = {
    ...trees,
    model: { ...trees.model, settings: { ...trees.model.settings, maxLeaves: 4 } },
  };
  members = [trees, await drafted('glm'), shallow];
  recipe = ensembleRecipe(members.map((each, place) => ({ recipe: each, weight: weights[place]! })));
  run = await train(recipe);
});

afterAll(() => {
  useDatabase('hearth-test-idle');
  indexedDB.deleteDatabase(database);
});

test('a sample has the columns as trees take them, and after these as a linear model does, each once', () => {
  expect(run).toMatchObject({ status: 'done', backend: null, fault: null });
  const { features, parts, inputShape } = run.artifact!.preprocessing;
  expect(features.map(({ kind }) => kind)).toEqual(['raw', 'raw', 'codes', 'number', 'number', 'category']);
  expect(parts).toEqual([3, 3]);
  expect(inputShape[0]).toBeGreaterThan(6);
});

test('it answers with the weighted mean of what its members answer, trained by themselves', async () => {
  const alone: number[][] = [];
  for (const member of members) alone.push(await answersOf(await train(member)));
  const expected = rows.map((_, row) =>
    alone.reduce((sum, answers, place) => sum + weights[place]! * answers[row]!, 0),
  );
  const answers = await answersOf(run);
  for (const [row, answer] of answers.entries()) expect(answer).toBeCloseTo(expected[row]!, 5);
});

test('it asks for each column once, warns of each once, and comes to the same bits again', async () => {
  const { versions } = await call(data.getProject, { projectId });
  const version = versions.find(({ runId }) => runId === run.id)!;
  expect(version.signature.inputs.map(({ name }) => name)).toEqual(['age', 'income', 'region']);
  const [answer] = await call(engine.predict, {
    versionId: version.id,
    rows: [{ age: 44, income: 8800, region: 'nowhere' }],
  });
  expect(answer?.warnings).toEqual([{ column: 'region', code: 'unknown_category' }]);
  const again = await train(recipe);
  expect(again.artifact?.sha256).toBe(run.artifact?.sha256);
});

test('its files are those of its members, with what makes one answer of theirs', async () => {
  const { versions } = await call(data.getProject, { projectId });
  const version = versions.find(({ runId }) => runId === run.id)!;
  const blob = await call(engine.exportModel, { versionId: version.id });
  const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
  const names = Object.keys(files);
  expect(names).toEqual(
    expect.arrayContaining(['ensemble.json', 'member-1/trees.json', 'member-2/coefficients.json']),
  );
  const { members: told } = JSON.parse(strFromU8(files['ensemble.json']!)) as {
    members: { weight: number; columns: { from: number; count: number } }[];
  };
  expect(told.map(({ weight }) => weight)).toEqual(weights);
  expect(told.map(({ columns }) => columns.from)).toEqual([0, 3, 0]);
});

test('one of a net, of another ensemble, or whose weights do not add up is refused with its field', async () => {
  const settings = recipe.model.settings;
  const refused = async (changed: SettingsRecipe['model']['settings'], field: string) => {
    const broken = { ...recipe, model: { family: 'ensemble', settings: changed } };
    await expect(train(broken)).rejects.toMatchObject({
      fault: { code: 'recipe_invalid', place: { field } },
    });
  };
  await refused({ ...settings, families: ['trees', 'glm', 'dense'] }, 'model.settings.families');
  await refused({ ...settings, families: ['trees', 'glm', 'ensemble'] }, 'model.settings.families');
  await refused({ ...settings, weights: [0.5, 0.3, 0.3] }, 'model.settings');
});
