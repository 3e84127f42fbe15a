// Runs as they leave for other tools, from the store, with the files of their models; strangers are refused.
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Run } from '../../../src/contract/model/run';
import type { RunFormatId } from '../../../src/contract/release/run-formats';
import { createEngineApi } from '../../../src/engine/engine-api';
import { mlflowRunId } from '../../../src/engine/run-files/mlflow/ids';
import { useDatabase } from '../../../src/storage/store/database';
import { newId } from '../../../src/storage/store/ids';
import { call } from './call';
import { tableProject } from './small-projects';

const engine = createEngineApi();
const database = `hearth-test-${newId()}`;
let projectId: string;
let runs: Run[];

beforeAll(async () => {
  useDatabase(database);
  const project = await tableProject(400);
  projectId = project.projectId;
  const recipe = { ...project.recipe, epochs: 3 };
  const train = () =>
    call(engine.train, { kind: 'new', projectId, recipe, role: 'model', backend: 'wasm' } as const);
  runs = [await train(), await train()];
  await call(engine.judge, { runId: runs[0]?.id ?? '' });
});

afterAll(() => {
  useDatabase('hearth-test-idle');
  indexedDB.deleteDatabase(database);
});

async function exported(format: RunFormatId, runIds: string[] | null) {
  const result = await call(engine.exportRuns, { projectId, runIds, format });
  return { ...result, files: unzipSync(new Uint8Array(await result.file.arrayBuffer())) };
}

test('MLflow: all runs, each with its curve, its test metrics where it was judged, and its model', async () => {
  const { files, withoutModel } = await exported('mlflow', null);
  expect(withoutModel).toEqual([]);
  const names = Object.keys(files);
  for (const [at, run] of runs.entries()) {
    const own = names.filter((name) => name.includes(`/${mlflowRunId(run.id)}/`));
    expect(own.some((name) => name.endsWith('/artifacts/model/model.json'))).toBe(true);
    const losses = own.find((name) => name.endsWith('/metrics/train_loss')) ?? '';
    const lines = strFromU8(files[losses] ?? new Uint8Array())
      .trimEnd()
      .split('\n');
    expect(lines.map((line) => Number(line.split(' ')[1]))).toEqual(
      run.history.map(({ trainLoss }) => trainLoss),
    );
    const times = lines.map((line) => Number(line.split(' ')[0]));
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(own.some((name) => name.includes('/metrics/test_'))).toBe(at === 0);
  }
});

test('TensorBoard: the chosen run only', async () => {
  const { files } = await exported('tensorboard', [runs[1]?.id ?? '']);
  expect(Object.keys(files).filter((name) => name.startsWith('tensorboard/')).length).toBe(1);
});

test('a run of another project is refused', async () => {
  await expect(exported('mlflow', [newId()])).rejects.toMatchObject({ fault: { code: 'not_found' } });
});
