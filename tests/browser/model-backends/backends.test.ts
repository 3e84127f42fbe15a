// Starting and switching real backends in a real browser.
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { availableBackends, currentBackend, startBackend } from '../../../src/model/backends';

test('every backend that says it is available starts and multiplies matrices', async () => {
  const names = await availableBackends();
  expect(names).toEqual(expect.arrayContaining(['webgpu', 'wasm', 'cpu']));
  for (const name of names) {
    await startBackend(name);
    expect(currentBackend()).toBe(name);
    const product = tf.matMul(tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor2d([5, 6, 7, 8.5], [2, 2]));
    expect([...(await product.data())]).toEqual([19, 23, 43, 52]);
  }
});
