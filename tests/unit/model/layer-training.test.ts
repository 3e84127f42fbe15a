// A small net with each kind of layer: it trains, and goes on from a cut in mid-epoch to the same bits.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { LayerSpec, OptimizerSpec, NetRecipe } from '../../../src/contract/model/recipe';
import type { TrainOutcome } from '../../../src/model/net/training/train-types';
import { startCpu } from './cpu';
import { embedding, layerNets } from './layer-nets';
import { flatten } from './layer-specs';
import { idsFor, overTheStore, pauseAfter, runJob, smallJob, smallRecipe } from './small-job';

beforeAll(startCpu);

const rows = { train: 40, validation: 20 };
const adam: OptimizerSpec = { kind: 'adam', learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
const rmsprop: OptimizerSpec = {
  kind: 'rmsprop',
  learningRate: 0.005,
  decay: 0.95,
  momentum: 0.5,
  epsilon: 1e-7,
};

const recipeOf = (layers: LayerSpec[], changes: Partial<NetRecipe> = {}): NetRecipe =>
  smallRecipe('regression', { model: { family: 'dense', layers }, optimizer: adam, ...changes });
const weightsOf = ({ weights }: TrainOutcome) =>
  weights.map(({ name, values }) => ({ name, values: [...values] }));

describe.each(layerNets)('$name', ({ layers, inputShape }) => {
  test('learns', async () => {
    const recipe = recipeOf(layers, { epochs: 12 });
    const job = smallJob(recipe, inputShape, { train: 100, validation: 20 });
    const before = tf.memory().numTensors;
    const { outcome } = await runJob({ ...job, source: idsFor(recipe, job.source) });
    expect(tf.memory().numTensors).toBe(before);
    const losses = outcome.history.map(({ trainLoss }) => trainLoss);
    expect(losses.at(-1)).toBeLessThan(0.8 * losses[0]!);
  });

  test('is cut in mid-epoch and resumed, bit for bit', async () => {
    const recipe = recipeOf(layers, {
      epochs: 2,
      optimizer: rmsprop,
      regularization: { l1: 0, l2: 1e-3, labelSmoothing: 0 },
    });
    const job = (changes = {}) => {
      const made = smallJob(recipe, inputShape, rows, changes);
      return { ...made, source: idsFor(recipe, made.source) };
    };
    const whole = await runJob(job());
    for (const steps of [1, 4]) {
      const first = job();
      const cut = await runJob({ ...first, source: pauseAfter(first.source, steps, first.control) });
      expect(cut.outcome.reason).toBe('paused');
      const resumed = await runJob(job({ from: overTheStore(cut.states.at(-1)!) }));
      expect(weightsOf(resumed.outcome)).toEqual(weightsOf(whole.outcome));
    }
  });
});

test('numbers that are no token ids are refused by the layer that reads them', async () => {
  const job = smallJob(recipeOf([embedding, flatten]), [6], rows);
  await expect(runJob(job)).rejects.toMatchObject({
    fault: { code: 'token_unknown', place: { field: 'model.layers.0' }, params: { largest: 11 } },
  });
});
