// Compiled answers held against tfjs' cpu backend, and the same bits whatever company a row comes in.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { LayerSpec } from '../../../src/contract/model/recipe';
import { startBackend } from '../../../src/model/backends/backends';
import { Forward } from '../../../src/model/net/serving/forward';
import { predictLogits } from '../../../src/model/net/serving/predict';
import { buildNetwork, initializeNetwork, type NetworkSpec } from '../../../src/model/net/network';

const layers: LayerSpec[] = [
  { kind: 'conv2d', filters: 8, kernelSize: 3, strides: 1, padding: 'same', activation: 'relu' },
  { kind: 'batchNorm' },
  { kind: 'maxPool2d', size: 2 },
  { kind: 'dropout', rate: 0.5 },
  { kind: 'conv2d', filters: 8, kernelSize: 3, strides: 1, padding: 'valid', activation: 'gelu' },
  { kind: 'flatten' },
  { kind: 'dense', units: 12, activation: 'softmax' },
];
const spec: NetworkSpec = { inputShape: [9, 8, 3], layers, task: 'multiclass', classes: 5 };
const width = 9 * 8 * 3;
const samples = (rows: number): Float32Array =>
  Float32Array.from({ length: rows * width }, (_, i) => Math.sin(i * 1.7) + Math.cos(i * 0.31));

beforeAll(() => startBackend('cpu'));

async function reference(rows: number): Promise<Float32Array> {
  await startBackend('cpu');
  const network = buildNetwork(spec, 'logits');
  initializeNetwork(network, 5);
  try {
    return await predictLogits(network, samples(rows), rows);
  } finally {
    network.dispose();
  }
}

async function forwardOnWebgpu(): Promise<Forward> {
  await startBackend('webgpu');
  const network = buildNetwork(spec, 'logits');
  initializeNetwork(network, 5);
  return new Forward(network);
}

test.each([1, 3, 4, 5, 256, 300])('%i rows give the logits of cpu', async (rows) => {
  const expected = await reference(rows);
  const before = tf.memory().numTensors;
  const forward = await forwardOnWebgpu();
  let peak = 0;
  const found = await forward.predict(samples(rows), rows, (bytes) => (peak = bytes));
  forward.dispose();
  expect(tf.memory().numTensors).toBe(before);
  expect(peak).toBeGreaterThan(rows * width * 4);
  expect(found.length).toBe(expected.length);
  const largest = Math.max(...expected.map(Math.abs));
  expected.forEach((value, i) => expect(Math.abs(value - found[i]!) / largest).toBeLessThan(1e-5));
});

test('a row has the same logits alone and among others, bit for bit', async () => {
  const forward = await forwardOnWebgpu();
  const all = await forward.predict(samples(40), 40);
  for (const row of [0, 17, 39]) {
    const alone = await forward.predict(samples(40).subarray(row * width, (row + 1) * width), 1);
    expect([...alone]).toEqual([...all.subarray(row * 5, row * 5 + 5)]);
  }
  forward.dispose();
});

test('no rows give no logits', async () => {
  const forward = await forwardOnWebgpu();
  expect((await forward.predict(new Float32Array(0), 0)).length).toBe(0);
  forward.dispose();
});
