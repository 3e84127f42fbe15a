// A batch taken in parts: the same training as with the whole, but for rounding; and how much work goes into one submit.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { LayerSpec, NetRecipe } from '../../../src/contract/model/recipe';
import { evaluationBatchRows } from '../../../src/model/net/serving/estimate';
import { predictLogits } from '../../../src/model/net/serving/predict';
import { mostRowsOfPass, operationsPerSubmit } from '../../../src/model/backends/submit-size';
import { buildNetwork, initializeNetwork, type NetworkSpec } from '../../../src/model/net/network';
import { startCpu } from './cpu';
import { runJob, smallJob, smallRecipe, type Told } from './small-job';

beforeAll(startCpu);

const rows = { train: 75, validation: 20 }; // batches of 16, the last of 11

function weightsOf({ outcome }: Told): number[] {
  return outcome.weights.flatMap(({ values }) => [...values]);
}

function largestDifference(found: Told, expected: Told): number {
  const others = weightsOf(found);
  return Math.max(...weightsOf(expected).map((value, place) => Math.abs(value - (others[place] ?? NaN))));
}

const images: LayerSpec[] = [
  { kind: 'conv2d', filters: 3, kernelSize: 3, strides: 1, padding: 'same', activation: 'relu' },
  { kind: 'flatten' },
  { kind: 'dropout', rate: 0.4 },
];
const recipes: [string, NetRecipe, number[]][] = [
  [
    'a table with dropout, Adam, penalties and clipping',
    smallRecipe('binary', { regularization: { l1: 1e-4, l2: 1e-3, labelSmoothing: 0.1 }, clipNorm: 0.5 }),
    [4],
  ],
  ['images', smallRecipe('multiclass', { model: { family: 'convolutional', layers: images } }), [6, 6, 1]],
  ['a regression with Huber', smallRecipe('regression', { loss: 'huber' }), [4]],
];

describe.each(recipes)('%s', (_name, recipe, inputShape) => {
  // Five does not divide sixteen: the last part is smaller.
  test.each([8, 5, 1])(
    'in parts of %i rows: the same numbers within 1e-5, nothing left behind',
    async (part) => {
      const whole = await runJob(smallJob(recipe, inputShape, rows));
      const before = tf.memory().numTensors;
      const parts = await runJob(smallJob(recipe, inputShape, rows, { microBatch: part }));
      expect(tf.memory().numTensors).toBe(before);
      expect(parts.outcome.step).toBe(whole.outcome.step);
      expect(largestDifference(parts, whole)).toBeLessThan(1e-5);
      for (const [index, epoch] of parts.outcome.history.entries())
        expect(epoch.trainLoss).toBeCloseTo(whole.outcome.history[index]!.trainLoss, 5);
    },
  );
});

test('parts of the whole batch or more are the whole batch, bit for bit', async () => {
  const recipe = smallRecipe('binary');
  const whole = await runJob(smallJob(recipe, [4], rows));
  const same = await runJob(smallJob(recipe, [4], rows, { microBatch: 64 }));
  expect(weightsOf(same)).toEqual(weightsOf(whole));
});

test('with batch normalisation parts are another training, which is why the record says so', async () => {
  const layers: LayerSpec[] = [
    { kind: 'dense', units: 8, activation: 'linear' },
    { kind: 'batchNorm' },
    { kind: 'activation', activation: 'relu' },
  ];
  const recipe = smallRecipe('binary', { model: { family: 'dense', layers } });
  const whole = await runJob(smallJob(recipe, [4], rows));
  const parts = await runJob(smallJob(recipe, [4], rows, { microBatch: 4 }));
  expect(largestDifference(parts, whole)).toBeGreaterThan(1e-3);
});

const wide: NetworkSpec = {
  inputShape: [2000],
  layers: [{ kind: 'dense', units: 4000, activation: 'relu' }],
  task: 'binary',
  classes: 2,
};
const small: NetworkSpec = {
  ...wide,
  inputShape: [12],
  layers: [{ kind: 'dense', units: 16, activation: 'relu' }],
};

test('a heavy net is submitted operation by operation, and predicts in passes that stay under the cap', () => {
  expect(operationsPerSubmit(small, 256)).toBe(15);
  expect(operationsPerSubmit(wide, 60)).toBe(4); // 8 million multiply-adds a row, two billion a submit
  expect(operationsPerSubmit(wide, 16384)).toBe(1);
  expect(mostRowsOfPass(wide)).toBe(250);
  expect(evaluationBatchRows(wide)).toBe(250);
  expect(evaluationBatchRows(small)).toBe(2048);
});

test('what attention keeps within counts: scores and weights of every step for every other', () => {
  const long: NetworkSpec = {
    ...wide,
    inputShape: [512],
    layers: [
      { kind: 'embedding', vocabulary: 100, units: 16 },
      { kind: 'attention', heads: 4, causal: false, maskZero: false },
      { kind: 'globalAveragePool1d' },
    ],
  };
  // 2.1 million floats a row, of 8.4 million a pass.
  expect(evaluationBatchRows(long)).toBe(3);
});

test('what is predicted at once is split into passes, and says the same', async () => {
  const network = buildNetwork(small, 'logits');
  initializeNetwork(network, 3);
  const count = 4500;
  const features = Float32Array.from({ length: count * 12 }, (_, i) => Math.sin(i * 0.7));
  const before = tf.memory().numTensors;
  const all = await predictLogits(network, features, count);
  expect(tf.memory().numTensors).toBe(before);
  expect(all).toHaveLength(count);
  for (const row of [0, 2047, 2048, 4499]) {
    const [alone] = await predictLogits(network, features.subarray(row * 12, (row + 1) * 12), 1);
    expect(all[row]).toBeCloseTo(alone!, 6);
  }
  network.dispose();
});
