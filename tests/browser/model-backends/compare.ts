// Runs the same tensors on two backends and compares; not a test itself.
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect } from 'vitest';
import { startBackend } from '../../../src/model/backends/backends';
import type { BackendName } from '../../../src/contract/model/run';

/** Numbers in (−1, 1), the same for the same seed: a linear congruential generator (Numerical Recipes). */
export function numbers(shape: number[], seed: number): tf.Tensor {
  let state = seed >>> 0;
  const data = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
  return tf.tensor(data, shape);
}

/** After each test of a file there have to be as many tensors as before it. */
export function watchTensors(): void {
  let before = 0;
  beforeEach(() => {
    before = tf.memory().numTensors;
  });
  afterEach(() => {
    expect(tf.memory().numTensors).toBe(before);
  });
}

export async function runOn(
  backend: BackendName,
  work: () => tf.Tensor,
): Promise<{ shape: number[]; values: Float32Array }> {
  await startBackend(backend);
  const result = tf.tidy(work);
  const values = Float32Array.from(await result.data());
  const { shape } = result;
  result.dispose();
  return { shape, values };
}

/** Largest |difference| of two backends over the largest |value| of the first. */
export async function differenceOf(
  trusted: BackendName,
  tried: BackendName,
  work: () => tf.Tensor,
): Promise<number> {
  const expected = await runOn(trusted, work);
  const found = await runOn(tried, work);
  if (expected.shape.join() !== found.shape.join()) return Infinity;
  let largest = 0;
  let difference = 0;
  expected.values.forEach((value, i) => {
    const distance = Math.abs(value - found.values[i]!);
    difference = Math.max(difference, Number.isNaN(distance) ? Infinity : distance);
    largest = Math.max(largest, Math.abs(value));
  });
  return difference === 0 ? 0 : difference / largest;
}
