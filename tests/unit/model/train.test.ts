// The loop: it learns, repeats itself bit for bit, goes on from any step, and tells what it should.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { LayerSpec, OptimizerSpec, NetRecipe, Task } from '../../../src/contract/model/recipe';
import type { EpochMetrics } from '../../../src/contract/model/run';
import type { TrainOutcome, TrainState } from '../../../src/model/net/training/train-types';
import { startCpu } from './cpu';
import { overTheStore, pauseAfter, runJob, smallJob, smallRecipe } from './small-job';

beforeAll(startCpu);

const rows = { train: 40, validation: 20 };
const convolution: LayerSpec[] = [
  { kind: 'conv2d', filters: 3, kernelSize: 3, strides: 1, padding: 'valid', activation: 'linear' },
  { kind: 'batchNorm' },
  { kind: 'activation', activation: 'relu' },
  { kind: 'maxPool2d', size: 2 },
  { kind: 'flatten' },
  { kind: 'dense', units: 6, activation: 'tanh' },
  { kind: 'dropout', rate: 0.5 },
];

const withoutTime = (history: EpochMetrics[]) => history.map((epoch) => ({ ...epoch, seconds: 0 }));
const weightsOf = ({ weights }: TrainOutcome) =>
  weights.map(({ name, values }) => ({ name, values: [...values] }));

describe.each<[Task, number]>([
  ['binary', 0.75],
  ['multiclass', 0.5],
  ['regression', 0.5],
])('%s', (task, wanted) => {
  test('learns, validates every epoch and leaves nothing behind', async () => {
    const before = tf.memory().numTensors;
    const recipe = smallRecipe(task, { epochs: 25 });
    const { outcome, signals } = await runJob(smallJob(recipe, [4], { train: 200, validation: 100 }));
    expect(tf.memory().numTensors).toBe(before);
    expect(outcome.reason).toBe('done');
    expect(outcome.history).toHaveLength(25);
    const [first, last] = [outcome.history[0]!, outcome.history.at(-1)!];
    expect(last.validationLoss).toBeLessThan(first.validationLoss);
    if (task === 'regression') expect(last.validationMetric).toBeLessThan(wanted);
    else expect(last.validationMetric).toBeGreaterThan(wanted);
    expect(signals.some(({ kind }) => kind === 'step')).toBe(true);
    expect(outcome.step).toBe(25 * Math.ceil(200 / 16));
  });
});

describe('the same recipe and seed', () => {
  test('give the same weights and history, another seed does not', async () => {
    const run = (seed: number) => runJob(smallJob(smallRecipe('binary', { seed }), [4], rows));
    const [first, again, other] = [await run(7), await run(7), await run(8)];
    expect(weightsOf(again.outcome)).toEqual(weightsOf(first.outcome));
    expect(withoutTime(again.outcome.history)).toEqual(withoutTime(first.outcome.history));
    expect(weightsOf(other.outcome)).not.toEqual(weightsOf(first.outcome));
  });

  test('give the same weights however slow the clock and whoever asks for states', async () => {
    const run = (stride: number) => {
      let time = 0;
      return runJob(
        smallJob(smallRecipe('multiclass'), [4], rows, { now: () => (time += stride), checkpointMs: 300 }),
      );
    };
    const [fast, slow] = [await run(0.01), await run(120)];
    expect(slow.states.length).toBeGreaterThan(fast.states.length);
    expect(weightsOf(slow.outcome)).toEqual(weightsOf(fast.outcome));
  });
});

async function expectExactResume(recipe: NetRecipe, inputShape: number[]): Promise<void> {
  const whole = await runJob(smallJob(recipe, inputShape, rows));
  const before = tf.memory().numTensors;
  for (let steps = 0; steps <= whole.outcome.step; steps++) {
    const job = smallJob(recipe, inputShape, rows);
    const cut = await runJob({ ...job, source: pauseAfter(job.source, steps, job.control) });
    const state: TrainState | undefined = cut.states.at(-1);
    if (!state) throw new Error(`no state after ${steps} steps`);
    const resumed = await runJob(smallJob(recipe, inputShape, rows, { from: overTheStore(state) }));
    expect(resumed.outcome.reason).toBe('done');
    expect(weightsOf(resumed.outcome), `cut after ${steps} steps`).toEqual(weightsOf(whole.outcome));
    expect(withoutTime(resumed.outcome.history)).toEqual(withoutTime(whole.outcome.history));
    expect(resumed.outcome.bestEpoch).toBe(whole.outcome.bestEpoch);
    const told = [...cut.signals, ...resumed.signals].filter(({ kind }) => kind === 'notice');
    expect(told).toEqual(whole.signals.filter(({ kind }) => kind === 'notice'));
  }
  expect(tf.memory().numTensors).toBe(before);
}

describe('cut at every step and resumed, bit for bit', () => {
  const momentum: OptimizerSpec = { kind: 'momentum', learningRate: 0.05, momentum: 0.9 };

  test('dense, binary, Adam, early stopping and a warm-up', async () => {
    await expectExactResume(
      smallRecipe('binary', {
        earlyStopping: { patience: 2, minDelta: 0 },
        schedule: { kind: 'cosine', warmupEpochs: 1, floor: 0.1 },
        epochs: 4,
      }),
      [4],
    );
  });

  test('convolution, batch norm, dropout, momentum, clipping and penalties', async () => {
    await expectExactResume(
      smallRecipe('multiclass', {
        model: { family: 'convolutional', layers: convolution },
        optimizer: momentum,
        regularization: { l1: 1e-4, l2: 1e-3, labelSmoothing: 0.1 },
        clipNorm: 1,
        epochs: 2,
      }),
      [6, 6, 1],
    );
  });

  test('linear regression with Huber', async () => {
    const model = { family: 'linear', layers: [] } as const;
    await expectExactResume(
      smallRecipe('regression', { loss: 'huber', model: { ...model, layers: [] } }),
      [4],
    );
  });
});

test('a state taken in mid-epoch by the clock resumes too', async () => {
  const recipe = smallRecipe('binary', { epochs: 2 });
  let time = 0;
  const whole = await runJob(smallJob(recipe, [4], rows, { now: () => (time += 100), checkpointMs: 250 }));
  const inside = whole.states.filter(({ batch }) => batch > 0);
  expect(inside.length).toBeGreaterThan(0);
  for (const state of inside) {
    const resumed = await runJob(smallJob(recipe, [4], rows, { from: overTheStore(state) }));
    expect(weightsOf(resumed.outcome)).toEqual(weightsOf(whole.outcome));
    expect(withoutTime(resumed.outcome.history)).toEqual(withoutTime(whole.outcome.history));
  }
});

test('early stopping ends the run and gives the best weights back', async () => {
  const recipe = smallRecipe('binary', {
    epochs: 60,
    earlyStopping: { patience: 3, minDelta: 0 },
    optimizer: { kind: 'sgd', learningRate: 1.5 },
  });
  const { outcome, states } = await runJob(smallJob(recipe, [4], rows));
  expect(outcome.history.length).toBeLessThan(60);
  const losses = outcome.history.map(({ validationLoss }) => validationLoss);
  expect(outcome.bestEpoch).toBe(losses.indexOf(Math.min(...losses)) + 1);
  expect(outcome.history.length).toBe(outcome.bestEpoch! + 3);
  const best = states.find(({ epoch, batch }) => epoch === outcome.bestEpoch && batch === 0)!;
  const kept = best.tensors.filter(({ name }) => name.startsWith('weights/'));
  expect(outcome.weights.map(({ values }) => [...values])).toEqual(kept.map(({ values }) => [...values]));
});

test('stop ends at once with usable weights', async () => {
  const job = smallJob(smallRecipe('binary', { epochs: 50 }), [4], rows);
  const { outcome } = await runJob(job, (signal, control) => {
    if (signal.kind === 'epoch' && signal.metrics.epoch === 2) control.intent = 'stop';
  });
  expect(outcome).toMatchObject({ reason: 'stopped', bestEpoch: null });
  expect(outcome.history).toHaveLength(2);
  expect(outcome.weights.length).toBe(4);
});

test('a loss that leaves the numbers fails with its step, and frees everything', async () => {
  const before = tf.memory().numTensors;
  const recipe = smallRecipe('regression', { optimizer: { kind: 'sgd', learningRate: 1e25 } });
  await expect(runJob(smallJob(recipe, [4], rows))).rejects.toMatchObject({
    fault: { code: 'loss_not_finite', params: { epoch: 1 } },
  });
  expect(tf.memory().numTensors).toBe(before);
});

test('a net that learns nothing is told', async () => {
  const recipe = smallRecipe('binary', { optimizer: { kind: 'sgd', learningRate: 1e-30 }, epochs: 2 });
  const { signals } = await runJob(smallJob(recipe, [4], rows));
  const notices = signals.filter(({ kind }) => kind === 'notice');
  expect(notices).toHaveLength(1);
  expect(notices[0]).toMatchObject({ notice: { code: 'loss_flat' } });
});

test('without validation rows the training figures stand in', async () => {
  const { outcome } = await runJob(smallJob(smallRecipe('multiclass'), [4], { train: 40, validation: 0 }));
  for (const epoch of outcome.history) {
    expect(epoch.validationLoss).toBe(epoch.trainLoss);
    expect(epoch.validationMetric).toBe(epoch.trainMetric);
  }
});

test('a layer that cannot follow is refused by its index', async () => {
  const recipe = smallRecipe('binary', {
    model: { family: 'dense', layers: [{ kind: 'maxPool2d', size: 2 }] },
  });
  await expect(runJob(smallJob(recipe, [4], rows))).rejects.toMatchObject({
    fault: { code: 'shape_mismatch', place: { field: 'model.layers.0' } },
  });
});
