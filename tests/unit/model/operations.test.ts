// What training really calls is what operations.ts says that it needs: a kernel left out there would be missed too late.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { LayerSpec, OptimizerSpec, Recipe } from '../../../src/contract/recipe';
import { neededOperations } from '../../../src/model/operations';
import { train } from '../../../src/model/train';
import { startCpu } from './cpu';
import { smallJob, smallRecipe } from './small-job';

beforeAll(startCpu);

async function kernelsOf(recipe: Recipe, inputShape: number[]): Promise<string[]> {
  const called = await tf.profile(async () => {
    for await (const _ of train(smallJob(recipe, inputShape, { train: 20, validation: 10 })));
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

const cases: [string, Recipe, number[]][] = [
  ...optimizers.map((optimizer): [string, Recipe, number[]] => [
    optimizer.kind,
    smallRecipe('binary', {
      optimizer,
      clipNorm: 1,
      regularization: { l1: 0.1, l2: 0.1, labelSmoothing: 0.1 },
    }),
    [4],
  ]),
  ...activations.map((activation): [string, Recipe, number[]] => [
    activation,
    smallRecipe('multiclass', {
      model: { family: 'dense', layers: [{ kind: 'dense', units: 5, activation }] },
    }),
    [4],
  ]),
  ['images', smallRecipe('multiclass', { model: { family: 'convolutional', layers: images } }), [16, 16, 2]],
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
