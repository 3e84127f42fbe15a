// Starting, switching and losing real backends in a real browser.
import * as tf from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { expect, test } from 'vitest';
import { readAdapter, readWasmFeatures } from '../../../src/model/backends/adapter';
import { onBackendLost } from '../../../src/model/backends/backend-loss';
import type { BackendLoss } from '../../../src/model/backends/backend-loss';
import {
  availableBackends,
  currentBackend,
  preserveBackend,
  startBackend,
} from '../../../src/model/backends/backends';
import { measureRate } from '../../../src/model/backends/measure';
import { isReady, selfTest } from '../../../src/model/backends/self-test/self-test';

test('no backend is active before one is started', () => {
  expect(currentBackend()).toBeNull();
});

test('every backend that says it is available starts and multiplies matrices', async () => {
  const names = await availableBackends();
  expect(names).toEqual(expect.arrayContaining(['webgpu', 'wasm', 'cpu']));
  for (const name of names) {
    await startBackend(name);
    expect(currentBackend()).toBe(name);
    const product = tf.tidy(() =>
      tf.matMul(tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor2d([5, 6, 7, 8.5], [2, 2])),
    );
    expect([...(await product.data())]).toEqual([19, 23, 43, 52]);
    product.dispose();
  }
});

test('the backend that was active is active again, after a failure too', async () => {
  await startBackend('wasm');
  await expect(
    preserveBackend(async () => {
      await startBackend('cpu');
      throw new Error('half way');
    }),
  ).rejects.toThrow('half way');
  expect(currentBackend()).toBe('wasm');
});

test('the adapter and WebAssembly tell what they are', async () => {
  const adapter = await readAdapter();
  expect(adapter?.vendor).not.toBe('');
  expect(adapter?.maxBufferBytes).toBeGreaterThanOrEqual(2 ** 28);
  expect(adapter?.maxInvocations).toBeGreaterThanOrEqual(128);
  if (adapter?.architecture === 'swiftshader') expect(adapter.fallback).toBe(true);
  expect(readWasmFeatures()).toEqual({ simd: true, threads: true });
});

test('wasm agrees with the CPU on every operation, and leaves nothing behind', async () => {
  await startBackend('cpu');
  const before = tf.memory().numTensors;
  const results = await selfTest('wasm');
  expect(results.filter(({ passed }) => !passed)).toEqual([]);
  expect(Math.max(...results.map(({ relativeError }) => relativeError ?? Infinity))).toBeLessThan(1e-5);
  expect(isReady(results, ['dense', 'convolution', 'sequence'])).toBe(true);
  expect(currentBackend()).toBe('cpu');
  expect(tf.memory().numTensors).toBe(before);
});

/** Runs work with one wasm kernel taken away or replaced. */
async function withKernel(
  name: string,
  replacement: ((original: tf.KernelConfig) => tf.KernelConfig) | null,
  work: () => Promise<void>,
): Promise<void> {
  const original = tf.getKernel(name, 'wasm');
  tf.unregisterKernel(name, 'wasm');
  if (replacement) tf.registerKernel(replacement(original));
  try {
    await work();
  } finally {
    if (replacement) tf.unregisterKernel(name, 'wasm');
    tf.registerKernel(original);
  }
}

test('a missing kernel fails its operations and only those', async () => {
  await withKernel('Conv2DBackpropFilter', null, async () => {
    const results = await selfTest('wasm');
    const failed = results.filter(({ passed }) => !passed);
    expect(failed.map(({ operation }) => operation)).toEqual([
      'conv2d-filter-gradient-one-channel',
      'conv2d-filter-gradient-strided',
      'conv2d-filter-gradient-aligned',
    ]);
    expect(failed[0]?.relativeError).toBeNull();
    expect(failed[0]?.detail).toContain('Conv2DBackpropFilter');
    expect(isReady(results, ['dense', 'sequence'])).toBe(true);
    expect(isReady(results, ['dense', 'convolution'])).toBe(false);
  });
});

test('a kernel that is wrong by one in a thousand is found', async () => {
  const slightlyWrong = (original: tf.KernelConfig): tf.KernelConfig => ({
    ...original,
    kernelFunc: (call) => {
      const result = original.kernelFunc(call);
      if (Array.isArray(result)) return result;
      const tensor = tf.engine().makeTensorFromTensorInfo(result);
      return tf.mul(tensor, 1.001);
    },
  });
  await withKernel('Tanh', slightlyWrong, async () => {
    const results = await selfTest('wasm');
    const failed = results.filter(({ passed }) => !passed);
    expect(failed.map(({ operation }) => operation)).toEqual(['tanh-gradient', 'gated-steps']);
    expect(failed[0]?.relativeError).toBeGreaterThan(0.0009);
    expect(isReady(results, ['dense'])).toBe(false);
  });
});

test('speed is measured with nothing left behind, and stops when asked', async () => {
  await startBackend('wasm');
  const before = tf.memory();
  for (const net of ['dense', 'convolution'] as const) {
    const { low, median, high, timings } = await measureRate(net);
    expect(low).toBeGreaterThan(0);
    expect(median).toBeGreaterThanOrEqual(low);
    expect(high).toBeGreaterThanOrEqual(median);
    expect(timings).toBeGreaterThanOrEqual(1);
  }
  await expect(measureRate('dense', AbortSignal.abort())).rejects.toThrow('abort');
  expect(tf.memory().numTensors).toBe(before.numTensors);
  expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
});

test('a lost device is told', async () => {
  await startBackend('webgpu');
  const backend: unknown = tf.backend();
  if (!(backend instanceof WebGPUBackend)) throw new Error('webgpu is not active');
  const loss = new Promise<BackendLoss>((resolve) => {
    onBackendLost(resolve);
  });
  backend.device.destroy();
  expect(await loss).toMatchObject({ backend: 'webgpu', cause: 'lost' });
});
