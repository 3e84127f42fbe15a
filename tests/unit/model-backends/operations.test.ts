// The table of kernels against tfjs itself: what it names must be real kernels, and all that a gradient runs must be named.
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, expect, test } from 'vitest';
import type { Activation, LayerSpec } from '../../../src/contract/model/recipe';
import { missingOperations, neededOperations } from '../../../src/model/backends/operations';

const activations: Activation[] = ['linear', 'relu', 'elu', 'gelu', 'tanh', 'sigmoid', 'softmax'];
const layers: LayerSpec[] = [
  { kind: 'conv2d', filters: 3, kernelSize: 3, strides: 1, padding: 'same', activation: 'relu' },
  { kind: 'batchNorm' },
  { kind: 'maxPool2d', size: 2 },
  { kind: 'averagePool2d', size: 2 },
  { kind: 'globalAveragePool2d' },
  { kind: 'flatten' },
  { kind: 'dense', units: 4, activation: 'elu' },
  { kind: 'dropout', rate: 0.5 },
  ...activations.map((activation): LayerSpec => ({ kind: 'activation', activation })),
];

beforeAll(async () => {
  await tf.setBackend('cpu');
});

test('every kernel in the table exists', () => {
  for (const loss of ['cross-entropy', 'mse', 'huber'] as const)
    for (const optimizer of ['sgd', 'momentum', 'adam', 'adamw'] as const)
      expect(missingOperations('cpu', layers, loss, optimizer)).toEqual([]);
});

test('a backend that was never loaded lacks them all', () => {
  expect(missingOperations('webgpu', [], 'mse', 'sgd')).toEqual(neededOperations([], 'mse', 'sgd'));
});

test('a kernel taken away is named, for the layers that need it only', () => {
  const kernel = tf.getKernel('MaxPoolGrad', 'cpu');
  tf.unregisterKernel('MaxPoolGrad', 'cpu');
  try {
    expect(missingOperations('cpu', [{ kind: 'maxPool2d', size: 2 }], 'mse', 'adam')).toEqual([
      'MaxPoolGrad',
    ]);
    expect(missingOperations('cpu', [{ kind: 'averagePool2d', size: 2 }], 'mse', 'adam')).toEqual([]);
  } finally {
    tf.registerKernel(kernel);
  }
});

const image = [4, 4, 2];
const built: { spec: LayerSpec; layer: () => tfl.layers.Layer; shape: number[] }[] = [
  ...activations.map((activation) => ({
    spec: { kind: 'dense', units: 3, activation } as const,
    layer: () => tfl.layers.dense({ units: 3, activation }),
    shape: [5],
  })),
  ...activations.map((activation) => ({
    spec: { kind: 'activation', activation } as const,
    layer: () => tfl.layers.activation({ activation }),
    shape: [5],
  })),
  ...(['relu', 'tanh', 'linear'] as const).map((activation) => ({
    spec: { kind: 'conv2d', filters: 3, kernelSize: 3, strides: 2, padding: 'same', activation } as const,
    layer: () => tfl.layers.conv2d({ filters: 3, kernelSize: 3, strides: 2, padding: 'same', activation }),
    shape: image,
  })),
  {
    spec: { kind: 'maxPool2d', size: 2 },
    layer: () => tfl.layers.maxPooling2d({ poolSize: 2 }),
    shape: image,
  },
  {
    spec: { kind: 'averagePool2d', size: 2 },
    layer: () => tfl.layers.averagePooling2d({ poolSize: 2 }),
    shape: image,
  },
  { spec: { kind: 'globalAveragePool2d' }, layer: () => tfl.layers.globalAveragePooling2d({}), shape: image },
  { spec: { kind: 'flatten' }, layer: () => tfl.layers.flatten(), shape: image },
  { spec: { kind: 'batchNorm' }, layer: () => tfl.layers.batchNormalization(), shape: image },
  { spec: { kind: 'batchNorm' }, layer: () => tfl.layers.batchNormalization(), shape: [5] },
];

test.each(built)(
  '$spec.kind ($spec.activation) runs no kernel that the table does not name',
  async ({ spec, layer, shape }) => {
    const made = layer();
    const x = tf.variable(tf.randomUniform([2, ...shape], -1, 1, 'float32', 7));
    const forward = (): tf.Tensor => made.apply(tf.mul(x, 2), { training: true }) as tf.Tensor;
    forward().dispose(); // builds the weights
    const weights = made.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const profile = await tf.profile(() =>
      tf.tidy(() => {
        const { value, grads } = tf.variableGrads(() => tf.sum(forward()), [x, ...weights]);
        return [value, ...Object.values(grads)];
      }),
    );
    // Gradients that an operation defines itself are listed too, under names that are no kernels.
    const ran = profile.kernelNames.filter((name) => Boolean(tf.getKernel(name, 'cpu')));
    expect(ran).toContain('Multiply');
    const named = new Set(neededOperations([spec], 'mse', 'sgd'));
    expect([...new Set(ran)].filter((name) => !named.has(name))).toEqual([]);
  },
);
