// Every stride, padding and dilation that layers over images allow, in odd shapes: one compiled step against one on tfjs' cpu
// backend, logits and all gradients. A convolution of 1 × 1 goes before, so that the layer's own input has a gradient too.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { LayerSpec } from '../../../src/contract/model/recipe';
import { currentDevice, startBackend } from '../../../src/model/backends/backends';
import { conv, flatten } from '../../unit/model/layer-specs';
import { OneStep, stepOnce } from './one-step';

let device: GPUDevice;

beforeAll(async () => {
  await startBackend('webgpu');
  device = currentDevice()!;
  await startBackend('cpu');
});

const kernels = [1, 2, 3];
const paddings = ['valid', 'same'] as const;
/** Stride and dilation are not both above 1. */
const spacings = [
  { strides: 1, dilation: 1 },
  { strides: 2, dilation: 1 },
  { strides: 3, dilation: 1 },
  { strides: 1, dilation: 2 },
  { strides: 1, dilation: 3 },
];
const shapes = [
  [7, 9, 2],
  [8, 7, 3],
];

const before = conv(3, { kernelSize: 1, activation: 'linear' });

/** What is tried, and in how many words. */
function* cases(): Generator<[string, LayerSpec[]]> {
  for (const kernelSize of kernels) {
    for (const padding of paddings) {
      for (const { strides, dilation } of spacings) {
        const name = `of ${kernelSize}, ${padding}, stride ${strides}`;
        if (kernelSize > 1 || dilation === 1) {
          const layer = conv(4, { kernelSize, padding, strides, dilation, activation: 'tanh' });
          yield [`conv2d ${name}, dilation ${dilation}`, [before, layer]];
        }
        if (dilation > 1) continue;
        yield [
          `depthwiseConv2d ${name}`,
          [
            before,
            { kind: 'depthwiseConv2d', kernelSize, padding, strides, multiplier: 2, activation: 'tanh' },
          ],
        ];
      }
    }
  }
  for (const size of [1, 2, 3, 4]) {
    yield [`averagePool2d of ${size}`, [before, { kind: 'averagePool2d', size }]];
    yield [`maxPool2d of ${size} over a convolution`, [before, { kind: 'maxPool2d', size }]];
    const curved = conv(3, { kernelSize: 1, activation: 'gelu' });
    yield [`maxPool2d of ${size} by itself`, [curved, { kind: 'maxPool2d', size }]];
  }
}

/** Largest distance over the largest expected value. */
function errorOf(found: Float32Array, expected: Float32Array): number {
  expect(found.length).toBe(expected.length);
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
  const distances = expected.map((value, at) => Math.abs(value - found[at]!));
  return (
    distances.reduce((most, each) => (Number.isNaN(each) ? Infinity : Math.max(most, each)), 0) / largest
  );
}

test.each([...cases()].map(([name, layers], at) => [name, layers, shapes[at % shapes.length]!] as const))(
  '%s',
  async (_, layers, inputShape) => {
    const tensors = tf.memory().numTensors;
    const one = new OneStep(inputShape, [...layers, flatten]);
    const expected = one.operations();
    const start = await expected.weights();
    const found = await one.compiled(device);
    const [theirs, ours] = [await stepOnce(expected), await stepOnce(found)];
    expect(errorOf(ours.logits, theirs.logits), 'logits').toBeLessThan(1e-5);
    const [after, own] = [await expected.weights(), await found.weights()];
    start.forEach(({ name, values }, at) => {
      const gradient = (weights: typeof start) => values.map((value, i) => value - weights[at]!.values[i]!);
      expect(errorOf(gradient(own), gradient(after)), name).toBeLessThan(1e-4);
    });
    expected.dispose();
    found.dispose();
    expect(tf.memory().numTensors).toBe(tensors);
  },
);
