// Training through the contract: real IndexedDB, real wasm, no worker between.
import * as tf from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { artifactChunks, type Run, type TrainEvent } from '../../../src/contract/model/run';
import { createEngineApi } from '../../../src/engine/engine-api';
import { getBlob } from '../../../src/storage/chunks/chunks';
import { latestCheckpoint } from '../../../src/storage/checkpoints';
import { runLock } from '../../../src/contract/project/view';
import { getRun } from '../../../src/storage/runs';
import { freshDatabase } from '../storage/fresh';
import { call } from './call';
import { imageProject, tableProject, type SmallProject } from './small-projects';

beforeEach(() => void freshDatabase());

const engine = createEngineApi();
const realPut = IDBObjectStore.prototype.put;

function startRun(
  { projectId, recipe }: SmallProject,
  onEvent?: (event: TrainEvent, abort: () => void) => void,
) {
  const request = { kind: 'new', projectId, recipe, role: 'model', backend: 'wasm' } as const;
  return call(engine.train, request, onEvent);
}

const resume = (runId: string) => call(engine.train, { kind: 'resume', runId, backend: null });

async function weightsOf({ artifact }: Run): Promise<number[]> {
  return [...new Float32Array((await getBlob(artifactChunks(artifact!))).buffer)];
}

const withoutTime = ({ history }: Run) => history.map((epoch) => ({ ...epoch, seconds: 0 }));

describe.each([
  ['a table', tableProject],
  ['images', imageProject],
])('%s on wasm', (_name, makeProject) => {
  test('trains to done, told and recorded, and leaves no tensors', async () => {
    const project = await makeProject();
    await startRun(project); // loads kernels and their constants
    const before = tf.memory().numTensors;
    const events: TrainEvent[] = [];
    const run = await startRun(project, (event) => events.push(event));
    expect(tf.memory().numTensors).toBe(before);
    expect(run).toMatchObject({
      status: 'done',
      number: 2,
      backend: 'wasm',
      backendReason: 'chosen_by_person',
      fault: null,
    });
    expect(run.history).toHaveLength(4);
    expect(run.history.at(-1)!.trainLoss).toBeLessThan(run.history[0]!.trainLoss);
    expect(run.artifact!.bytes).toBe(run.parameters * 4);
    expect(run.msPerStep).toBeGreaterThan(0);
    expect(run.peakMemoryBytes).toBeGreaterThan(run.parameters * 4);
    const { contentSha256: _, ...stored } = await getRun(run.id);
    expect(run).toMatchObject(stored);
    const kinds = events.map(({ kind }) => kind);
    expect(kinds[0]).toBe('started');
    expect(kinds.at(-1)).toBe('ended');
    expect(kinds.filter((kind) => kind === 'epoch')).toHaveLength(4);
    expect(kinds.filter((kind) => kind === 'checkpoint').length).toBeGreaterThanOrEqual(4);
    expect(await latestCheckpoint(run.id)).toBeNull();
  });

  test('twice gives the same bits; paused and resumed too', async () => {
    const project = await makeProject();
    const whole = await startRun(project);
    const weights = await weightsOf(whole);
    expect(await weightsOf(await startRun(project))).toEqual(weights);
    let epochs = 0;
    const paused = await startRun(project, (event, abort) => {
      if (event.kind === 'epoch' && ++epochs === 2) abort();
    });
    expect(paused).toMatchObject({ status: 'paused', artifact: null });
    expect(paused.history).toHaveLength(2);
    const resumed = await resume(paused.id);
    expect(resumed).toMatchObject({ id: paused.id, status: 'done', number: paused.number });
    expect(await weightsOf(resumed)).toEqual(weights);
    expect(withoutTime(resumed)).toEqual(withoutTime(whole));
  });
});

test('a pause in mid-epoch is exact, and asked for by the run’s id', async () => {
  const project = await tableProject();
  const weights = await weightsOf(await startRun(project));
  let asked = false;
  const paused = await startRun(project, (event) => {
    if (event.kind !== 'step' || asked) return;
    asked = true;
    void navigator.locks.query().then(({ held = [] }) => {
      const lock = held.find(({ name }) => name?.startsWith('hearth-run-'));
      void call(engine.pauseRun, { runId: lock!.name!.slice(runLock('').length) });
    });
  });
  expect(paused.status).toBe('paused');
  expect(await weightsOf(await resume(paused.id))).toEqual(weights);
});

test('stop gives weights at once', async () => {
  const project = await tableProject();
  let runId = '';
  const run = await startRun(
    { ...project, recipe: { ...project.recipe, epochs: 500, earlyStopping: null } },
    (event) => {
      if (event.kind === 'started') runId = event.run.id;
      if (event.kind === 'epoch') void call(engine.stopRun, { runId });
    },
  );
  expect(run.status).toBe('stopped');
  expect(run.artifact).not.toBeNull();
  expect(run.history.length).toBeLessThan(10);
});

test('a second training is refused while one goes on, and its locks are free afterwards', async () => {
  const project = await tableProject();
  let refused: Promise<unknown> | null = null;
  await startRun(project, (event) => {
    if (event.kind === 'started') refused = startRun(project).catch((error: unknown) => error);
  });
  expect(await refused).toMatchObject({ fault: { code: 'run_busy' } });
  const { held = [] } = await navigator.locks.query();
  expect(held.map(({ name }) => name)).not.toContain('training');
});

test('a run that diverges fails with its step and its advice', async () => {
  const { projectId, recipe } = await tableProject();
  const run = await startRun({
    projectId,
    recipe: { ...recipe, optimizer: { kind: 'sgd', learningRate: 1e30 } },
  });
  expect(run.status).toBe('failed');
  expect(run.fault).toMatchObject({ code: 'loss_not_finite', params: { epoch: 1 } });
});

test('a full disk pauses the run at its last checkpoint, and space lets it go on to the same bits', async () => {
  const project = await tableProject();
  let isFull = false;
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...given: Parameters<IDBObjectStore['put']>
  ) {
    if (isFull && this.name === 'chunks') throw new DOMException('full', 'QuotaExceededError');
    return realPut.apply(this, given);
  });
  const run = await startRun(project, (event) => {
    if (event.kind === 'checkpoint' && event.epoch === 2) isFull = true;
  });
  put.mockRestore();
  expect(run).toMatchObject({ status: 'paused', step: 2 * run.stepsPerEpoch! });
  expect(run.fault).toMatchObject({ code: 'storage_full' });
  const resumed = await resume(run.id);
  expect(resumed).toMatchObject({ status: 'done', fault: null });
  // The uncut run comes second: chunks that were stored before are not written again, full disk or not.
  expect(await weightsOf(resumed)).toEqual(await weightsOf(await startRun(project)));
});

test('a damaged recipe is refused before anything is recorded', async () => {
  const { projectId, recipe } = await tableProject();
  const broken = { ...recipe, batchSize: -1 };
  await expect(startRun({ projectId, recipe: broken })).rejects.toMatchObject({
    fault: { code: 'recipe_invalid', place: { field: 'batchSize' } },
  });
});
