// A small net with each kind of layer: it trains, and goes on from a cut in mid-epoch to the same bits.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { LayerSpec, OptimizerSpec, Recipe } from '../../../src/contract/recipe';
import type { TrainOutcome } from '../../../src/model/train-types';
import { startCpu } from './cpu';
import { idsFor, overTheStore, pauseAfter, runJob, smallJob, smallRecipe } from './small-job';

beforeAll(startCpu);

const rows = { train: 40, validation: 20 };
const flatten: LayerSpec = { kind: 'flatten' };
const embedding: LayerSpec = { kind: 'embedding', vocabulary: 12, units: 4 };
const dropout: LayerSpec = { kind: 'dropout', rate: 0.2 };

const nets: [string, LayerSpec[], number[]][] = [
  [
    'a residual net of convolutions, dilated and depthwise',
    [
      {
        kind: 'conv2d',
        filters: 3,
        kernelSize: 3,
        strides: 1,
        padding: 'same',
        activation: 'relu',
        dilation: 2,
      },
      {
        kind: 'depthwiseConv2d',
        kernelSize: 3,
        strides: 1,
        padding: 'same',
        multiplier: 1,
        activation: 'relu',
      },
      { kind: 'add', from: 0 },
      flatten,
      dropout,
    ],
    [6, 6, 1],
  ],
  [
    'a U-Net of one level',
    [
      { kind: 'conv2d', filters: 2, kernelSize: 3, strides: 1, padding: 'same', activation: 'relu' },
      { kind: 'averagePool2d', size: 2 },
      { kind: 'upsampling2d', size: 2 },
      { kind: 'concat', from: 0 },
      { kind: 'batchNorm' },
      flatten,
    ],
    [6, 6, 1],
  ],
  [
    'a transformer over tokens',
    [
      embedding,
      { kind: 'positionEmbedding' },
      { kind: 'layerNorm' },
      { kind: 'attention', heads: 2, causal: true, maskZero: true },
      dropout,
      { kind: 'add', from: 1 },
      { kind: 'dense', units: 4, activation: 'gelu' },
      { kind: 'add', from: 5 },
      { kind: 'globalAveragePool1d' },
    ],
    [6],
  ],
  [
    'an LSTM over a GRU',
    [
      { kind: 'reshape', shape: [4, 2] },
      { kind: 'gru', units: 5, returnSequences: true },
      { kind: 'lstm', units: 4, returnSequences: false },
    ],
    [8],
  ],
];

const adam: OptimizerSpec = { kind: 'adam', learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
const rmsprop: OptimizerSpec = {
  kind: 'rmsprop',
  learningRate: 0.005,
  decay: 0.95,
  momentum: 0.5,
  epsilon: 1e-7,
};

const recipeOf = (layers: LayerSpec[], changes: Partial<Recipe> = {}): Recipe =>
  smallRecipe('regression', { model: { family: 'dense', layers }, optimizer: adam, ...changes });
const weightsOf = ({ weights }: TrainOutcome) =>
  weights.map(({ name, values }) => ({ name, values: [...values] }));

describe.each(nets)('%s', (_name, layers, inputShape) => {
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
