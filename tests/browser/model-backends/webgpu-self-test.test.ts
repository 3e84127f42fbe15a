// The self-test on webgpu: our kernels agree with the CPU, and one that does not gives its place back to tfjs' own.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { SelfTestResult } from '../../../src/contract/model/device';
import { startBackend } from '../../../src/model/backends/backends';
import { onBackendLost } from '../../../src/model/backends/backend-loss';
import {
  ownKernels,
  registeredKernel,
  takePlace,
  useOwnKernel,
} from '../../../src/model/backends/kernels/own-kernels';
import { isReady, selfTest } from '../../../src/model/backends/self-test/self-test';
import { selfTestCases } from '../../../src/model/backends/self-test/self-test-cases';
import { fusedCases } from '../../../src/model/backends/self-test/self-test-fused-cases';

const timeout = 300_000;
const losses: unknown[] = [];
beforeAll(async () => {
  await startBackend('cpu');
  await startBackend('webgpu');
  onBackendLost((loss) => losses.push(loss));
});

test('no two operations have the same name', () => {
  const names = [...selfTestCases, ...fusedCases].map(({ operation }) => operation);
  expect(names.length).toBe(new Set(names).size);
});

test('webgpu agrees with the CPU on every operation, and leaves nothing behind', { timeout }, async () => {
  const before = tf.memory().numTensors;
  const start = performance.now();
  const results = await selfTest('webgpu');
  console.info(`self-test: ${Math.round(performance.now() - start)} ms`);
  expect(results.filter(({ passed, detail }) => !passed || detail !== null)).toEqual([]);
  expect(Math.max(...results.map(({ relativeError }) => relativeError ?? Infinity))).toBeLessThan(2e-5);
  expect(isReady(results, ['dense', 'convolution', 'sequence'])).toBe(true);
  expect(tf.memory().numTensors).toBe(before);
  expect(ownKernels().filter((name) => registeredKernel(name, 'webgpu') === null)).toEqual([]);
});

/** Runs the self-test with one of our kernels made wrong; afterwards all is as it was. */
async function withSpoilt(
  name: string,
  spoilt: (own: tf.KernelConfig) => tf.KernelConfig['kernelFunc'],
): Promise<{ results: SelfTestResult[]; again: SelfTestResult[]; gaveWay: boolean }> {
  const own = registeredKernel(name, 'webgpu')!;
  useOwnKernel(name, false);
  const stock = registeredKernel(name, 'webgpu');
  const wrong = { ...own, kernelFunc: spoilt(own) };
  takePlace(wrong, stock);
  try {
    const results = await selfTest('webgpu', { parts: ['dense'] });
    const gaveWay = registeredKernel(name, 'webgpu') === stock;
    return { results, again: await selfTest('webgpu', { parts: ['dense'] }), gaveWay };
  } finally {
    takePlace(own, stock);
  }
}

const byOneInAHundred =
  (own: tf.KernelConfig): tf.KernelConfig['kernelFunc'] =>
  (call) => {
    const result = own.kernelFunc(call);
    const first = Array.isArray(result) ? result[0]! : result;
    const wrong = tf.mul(tf.engine().makeTensorFromTensorInfo(first), 1.01);
    return Array.isArray(result) ? [wrong, ...result.slice(1)] : wrong;
  };

test(
  "a kernel of ours that is wrong gives way to tfjs' own, and the result says so",
  { timeout },
  async () => {
    const { results, again, gaveWay } = await withSpoilt('Relu', byOneInAHundred);
    expect(gaveWay).toBe(true);
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
    const told = results.filter(({ detail }) => detail !== null);
    expect(told.map(({ operation }) => operation)).toContain('relu-gradient');
    expect(told[0]?.detail).toContain("tfjs' own Relu: ours differs by");
    expect(again.filter(({ detail }) => detail !== null)).toEqual(told);
  },
);

test('a fused kernel that is wrong gives way to the composition', { timeout }, async () => {
  const { results, gaveWay } = await withSpoilt('LossGradient', byOneInAHundred);
  expect(gaveWay).toBe(true);
  expect(results.filter(({ passed }) => !passed)).toEqual([]);
  const told = results.filter(({ detail }) => detail?.includes('LossGradient'));
  expect(told.map(({ operation }) => operation)).toEqual(['loss-multiclass']);
});

test('a shader that the device refuses gives way, and is no failure of the device', { timeout }, async () => {
  const { results, gaveWay } = await withSpoilt('Max', (own) => (call) => {
    const backend = tf.backend() as unknown as { device: GPUDevice };
    backend.device.createShaderModule({ code: 'fn main() { nonsense }' });
    const result = own.kernelFunc(call);
    return result;
  });
  expect(gaveWay).toBe(true);
  expect(results.filter(({ passed }) => !passed)).toEqual([]);
  expect(losses).toEqual([]);
});
