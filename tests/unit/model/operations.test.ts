// What training really calls is what operations.ts says that it needs: a kernel left out there would be missed too late.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { LayerSpec, OptimizerSpec, NetRecipe } from '../../../src/contract/model/recipe';
import { neededOperations } from '../../../src/model/backends/operations';
import { train } from '../../../src/model/net/training/train';
import { startCpu } from './cpu';
import { idsFor, smallJob, smallRecipe } from './small-job';

beforeAll(startCpu);

async function kernelsOf(recipe: NetRecipe, inputShape: number[]): Promise<string[]> {
  const called = await tf.profile(async () => {
    const job = smallJob(recipe, inputShape, { train: 20, validation: 10 });
    for await (const _ of train({ ...job, source: idsFor(recipe, job.source) }));
    return [];
  });
  // Functions with gradients of their own are listed too; only kernels are registered.
  return called.kernelNames.filter((name) => tf.getKernel(name, 'cpu') !== undefined);
}

const betas = { beta1: 0.9, beta2: 0.99, epsilon: 1e-7 };
const optimizers: OptimizerSpec[] = [
  { kind: 'sgd', learningRate: 0.01 },
  { kind: 'momentum', learningRate: 0.01, momentum: 0.9 },
  { kind: 'adam', learningRate: 0.01, ...betas },
  { kind: 'adamw', learningRate: 0.01, ...betas, weightDecay: 0.1 },
  { kind: 'adagrad', learningRate: 0.01, epsilon: 1e-7 },
  { kind: 'rmsprop', learningRate: 0.01, decay: 0.9, momentum: 0.5, epsilon: 1e-7 },
];
const activations = ['relu', 'elu', 'gelu', 'tanh', 'sigmoid', 'softmax', 'linear'] as const;
const images: LayerSpec[] = [
  { kind: 'conv2d', filters: 3, kernelSize: 3, strides: 2, padding: 'same', activation: 'linear' },
  { kind: 'batchNorm' },
  { kind: 'activation', activation: 'relu' },
  { kind: 'averagePool2d', size: 2 },
  { kind: 'conv2d', filters: 2, kernelSize: 2, strides: 1, padding: 'valid', activation: 'relu' },
  { kind: 'maxPool2d', size: 2 },
  { kind: 'globalAveragePool2d' },
  { kind: 'batchNorm' },
];
const more: LayerSpec[] = [
  { kind: 'conv2d', filters: 2, kernelSize: 3, strides: 1, padding: 'same', activation: 'elu', dilation: 2 },
  { kind: 'depthwiseConv2d', kernelSize: 3, strides: 2, padding: 'same', multiplier: 2, activation: 'relu' },
  { kind: 'upsampling2d', size: 2 },
  { kind: 'concat', from: -1 },
  { kind: 'flatten' },
];
const largest: LayerSpec[] = [{ kind: 'globalMaxPool2d' }];
const sequence: LayerSpec[] = [
  { kind: 'reshape', shape: [3, 4] },
  { kind: 'dense', units: 4, activation: 'gelu' },
  { kind: 'add', from: 0 },
  { kind: 'layerNorm' },
  { kind: 'lstm', units: 3, returnSequences: true },
  { kind: 'gru', units: 5, returnSequences: true },
  { kind: 'globalAveragePool1d' },
];
const tokens: LayerSpec[] = [
  { kind: 'embedding', vocabulary: 9, units: 4 },
  { kind: 'positionEmbedding' },
  { kind: 'attention', heads: 2, causal: true, maskZero: true },
  { kind: 'flatten' },
];

const cases: [string, NetRecipe, number[]][] = [
  ...optimizers.map((optimizer): [string, NetRecipe, number[]] => [
    optimizer.kind,
    smallRecipe('binary', {
      optimizer,
      clipNorm: 1,
      regularization: { l1: 0.1, l2: 0.1, labelSmoothing: 0.1 },
    }),
    [4],
  ]),
  ...activations.map((activation): [string, NetRecipe, number[]] => [
    activation,
    smallRecipe('multiclass', {
      model: { family: 'dense', layers: [{ kind: 'dense', units: 5, activation }] },
    }),
    [4],
  ]),
  ['images', smallRecipe('multiclass', { model: { family: 'convolutional', layers: images } }), [16, 16, 2]],
  ['other images', smallRecipe('binary', { model: { family: 'convolutional', layers: more } }), [6, 8, 2]],
  ['the largest', smallRecipe('binary', { model: { family: 'convolutional', layers: largest } }), [4, 5, 2]],
  ['a sequence', smallRecipe('binary', { model: { family: 'dense', layers: sequence } }), [12]],
  ['tokens', smallRecipe('binary', { model: { family: 'dense', layers: tokens } }), [5]],
  ['mse', smallRecipe('regression'), [4]],
  ['huber', smallRecipe('regression', { loss: 'huber' }), [4]],
];

test.each(cases)('%s', async (_name, recipe, inputShape) => {
  const { model, loss, optimizer } = recipe;
  const known = new Set(neededOperations(model.layers, loss, optimizer.kind));
  const called = await kernelsOf(recipe, inputShape);
  expect(called.length).toBeGreaterThan(5);
  expect(called.filter((kernel) => !known.has(kernel))).toEqual([]);
});
