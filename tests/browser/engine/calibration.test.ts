// Calibrated models through the contract: what class weights distort is mended, every way to predict answers alike, the same bits come twice,
// and a recipe without calibration means what it meant.
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CalibrationChoice } from '../../../src/contract/model/calibration/calibration';
import type { Recipe } from '../../../src/contract/model/recipe';
import { Philox } from '../../../src/domain/random';
import { createEngineApi } from '../../../src/engine/engine-api';
import { editProject } from '../../../src/engine/project/update-project';
import { EngineSession } from '../../../src/engine/session';
import { useDatabase } from '../../../src/storage/store/database';
import { newId } from '../../../src/storage/store/ids';
import { call } from './call';
import { data, imageProject, tableProject } from './small-projects';

const engine = createEngineApi(undefined, new EngineSession());
const database = `hearth-test-${newId()}`;
let projectId: string;

/** Rows of which one in eight is a yes. */
function rareCsv(rows: number): string {
  const random = new Philox(9, 1);
  const lines = ['size,heat,kind,failed'];
  for (let row = 0; row < rows; row++) {
    const [size, heat] = [random.normal(), random.normal()];
    const kind = ['a', 'b', 'c'][random.below(3)]!;
    const logit = 1.2 * size - 0.8 * heat + (kind === 'a' ? 0.7 : 0) - 2.6;
    const failed = random.uniform() < 1 / (1 + Math.exp(-logit));
    lines.push(`${size.toFixed(4)},${heat.toFixed(4)},${kind},${failed ? 'yes' : 'no'}`);
  }
  return `${lines.join('\n')}\n`;
}

beforeAll(async () => {
  useDatabase(database);
  ({ projectId } = await call(data.createProject, { name: 'Rare', scenarioId: null }));
  const file = new File([rareCsv(3000)], 'failures.csv', { type: 'text/csv' });
  await call(data.importTable, { projectId, file });
  await editProject(projectId, async (project) => ({
    ...project,
    data: {
      ...project.data,
      ...{ target: 'failed', task: 'binary', positive: 'yes' },
      roles: { ...project.data.roles, failed: 'target' },
      preprocessing: { ...project.data.preprocessing, balance: 'class-weights' },
    },
  }));
});

afterAll(() => {
  useDatabase('hearth-test-idle');
  indexedDB.deleteDatabase(database);
});

const trained = async (recipe: Recipe, project = projectId) => {
  const run = await call(engine.train, {
    kind: 'new',
    projectId: project,
    recipe,
    role: 'model',
    backend: null,
  });
  expect(run).toMatchObject({ status: 'done', fault: null });
  return { run, judgement: await call(engine.judge, { runId: run.id }) };
};
const drafted = (family: string) => call(data.draftRecipe, { projectId, family });

test('class weights distort probabilities, and the calibrator that is found mends them on rows that it never saw', async () => {
  const recipe = await drafted('glm');
  expect(recipe).toMatchObject({ calibration: 'auto', preprocessing: { balance: 'class-weights' } });
  const { run, judgement } = await trained(recipe);
  const calibration = run.artifact!.calibration!;
  expect(calibration.calibrator.kind).toBe('platt');
  expect(calibration.logLoss.after).toBeLessThan(calibration.logLoss.before - 0.1);
  expect(run.notices).toEqual([
    {
      code: 'calibrated',
      params: { kind: 'platt', rows: calibration.rows, ...calibration.logLoss },
    },
  ]);
  if (judgement.kind !== 'classification') throw new Error('no classes');
  const { uncalibrated, test: judged } = judgement;
  expect(uncalibrated!.metrics['ece']!).toBeGreaterThan(0.15);
  expect(judged.metrics['ece']!).toBeLessThan(0.06);
  expect(judged.metrics['logLoss']!).toBeLessThan(uncalibrated!.metrics['logLoss']! - 0.1);
  expect(uncalibrated!.calibration.length).toBeGreaterThan(5);
  // The threshold is one of calibrated probabilities: of a rare class it lies low.
  expect(judgement.threshold).toBeLessThan(0.45);

  const again = await trained(recipe);
  expect(again.run.artifact!.sha256).toBe(run.artifact!.sha256);
  const without = await trained({ ...recipe, calibration: 'none' });
  expect(without.run.artifact).not.toHaveProperty('calibration');
  expect(without.judgement).not.toHaveProperty('uncalibrated');
  expect(without.run.artifact!.sha256).not.toBe(run.artifact!.sha256);
  expect(without.judgement.test.metrics['auc']).toBeCloseTo(judged.metrics['auc']!, 12);
  expect(without.judgement.test.metrics['logLoss']).toBe(uncalibrated!.metrics['logLoss']);
  // A recipe of an earlier app has no such field, and comes to the model that it came to then.
  const { calibration: _, ...earlier } = recipe;
  expect((await trained(earlier)).run.artifact!.sha256).toBe(without.run.artifact!.sha256);
});

test('a row typed, a file scored and the exported files answer alike', async () => {
  const { run } = await trained({ ...(await drafted('glm')), calibration: 'platt' });
  const version = await call(data.registerVersion, { runId: run.id });
  const row = { size: 1.5, heat: -0.5, kind: 'a' };
  const [answer] = await call(engine.predict, { versionId: version.id, rows: [row] });
  const share = answer!.probabilities[1]!;
  const file = new File(['size,heat,kind\n1.5,-0.5,a\n'], 'rows.csv', { type: 'text/csv' });
  const scored = await call(engine.scoreFile, { versionId: version.id, file, guard: false });
  const [, line] = (await scored.file.text()).trim().split('\n');
  expect(Number(line!.split(',').at(-1))).toBeCloseTo(share, 6);

  const blob = await call(engine.exportModel, { versionId: version.id });
  const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
  const facts = JSON.parse(strFromU8(files['hearth.json']!)) as { calibration: { calibrator: object } };
  expect(facts.calibration).toEqual(run.artifact!.calibration);
  expect(strFromU8(files['README.txt']!)).toContain('def calibrated(p');
  const { columns, intercepts, coefficients } = JSON.parse(strFromU8(files['coefficients.json']!)) as {
    columns: string[];
    intercepts: number[];
    coefficients: number[][];
  };
  const { preprocessing } = run.artifact!;
  const encoded = preprocessing.features.flatMap((feature) => {
    if (feature.kind === 'number') return [(row[feature.column as 'size'] - feature.shift) / feature.scale];
    if (feature.kind === 'category')
      return [...feature.categories.map((each) => Number(each === row.kind)), 0];
    throw new Error(feature.kind);
  });
  expect(encoded).toHaveLength(columns.length);
  const z = encoded.reduce((sum, value, at) => sum + value * coefficients[0]![at]!, intercepts[0]!);
  const { slope, offset } = facts.calibration.calibrator as { slope: number; offset: number };
  expect(share).toBeCloseTo(1 / (1 + Math.exp(-(slope * z + offset))), 6);
  expect(Math.abs(share - 1 / (1 + Math.exp(-z)))).toBeGreaterThan(0.1);
});

test.for([
  ['trees', 'isotonic'],
  ['random-forest', 'platt'],
  ['naive-bayes', 'temperature'],
  ['knn', 'isotonic'],
] as const)('%s takes a calibrator that is asked for: %s', async ([family, calibration]) => {
  const { run, judgement } = await trained({ ...(await drafted(family)), calibration });
  expect(run.artifact!.calibration!.calibrator.kind).toBe(calibration);
  const version = await call(data.registerVersion, { runId: run.id });
  const rows = [{ size: 0.2, heat: 0.1, kind: 'b' }];
  const [answer] = await call(engine.predict, { versionId: version.id, rows });
  expect(answer!.probabilities.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
  if (judgement.kind === 'classification') expect(judgement.uncalibrated).toBeDefined();
  expect((await call(engine.exportModel, { versionId: version.id })).size).toBeGreaterThan(0);
});

test('networks of two classes and of more have their outputs calibrated on their backend', async () => {
  const table = await tableProject();
  const ofTwo = await trained({ ...table.recipe, calibration: 'platt' }, table.projectId);
  expect(ofTwo.run.artifact!.calibration!.calibrator.kind).toBe('platt');
  const images = await imageProject();
  const ofThree = await trained({ ...images.recipe, calibration: 'temperature' }, images.projectId);
  expect(ofThree.run.artifact!.calibration!.calibrator.kind).toBe('temperature');
  const uncalibrated = await trained({ ...images.recipe, calibration: 'none' }, images.projectId);
  expect(ofThree.judgement.test.metrics['accuracy']).toBe(uncalibrated.judgement.test.metrics['accuracy']);
});

test('a calibrator that the task cannot have is refused with its field', async () => {
  const { projectId: images, recipe } = await imageProject();
  const request = { kind: 'new', projectId: images, role: 'model', backend: null } as const;
  await expect(
    call(engine.train, {
      ...request,
      recipe: { ...recipe, calibration: 'platt' satisfies CalibrationChoice },
    }),
  ).rejects.toMatchObject({ fault: { code: 'recipe_invalid', place: { field: 'calibration' } } });
});
