// The private members of tfjs-backend-webgpu that our shaders need: fails, and says which, where a new version changed them.
import * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { beforeAll, expect, test } from 'vitest';
import { startBackend } from '../../../src/model/backends/backends';
import {
  asWebgpu,
  bufferOf,
  dispatch,
  makeOutput,
  missingMembers,
  pinToGpu,
  release,
  usedBuffers,
  validationErrorOf,
} from '../../../src/model/backends/gpu/tfjs-webgpu';
import type { Program } from '../../../src/model/backends/gpu/tfjs-webgpu';
import { perThread } from '../../../src/model/backends/kernels/webgpu/program';

let backend: WebGPUBackend;
beforeAll(async () => {
  await startBackend('webgpu');
  backend = asWebgpu(tf.backend());
});

const doubling = (size: number): Program =>
  perThread(
    size,
    [
      { name: 'x', type: 'f32' },
      { name: 'twice', type: 'f32', writes: true },
      { name: 'square', type: 'f32', writes: true },
    ],
    '  twice[i] = 2.0 * x[i]; square[i] = x[i] * x[i];',
  );

const adding = perThread(3, [{ name: 'x', type: 'f32', writes: true }], '  x[i] += 1.0;');

test('every private member is there', () => {
  expect(missingMembers(backend)).toEqual([]);
  expect(missingMembers({})).toContain('uploadToGPU');
  expect(() => asWebgpu({})).toThrow('webgpu');
});

test('a program writes several tensors, between operations of tfjs', async () => {
  const x = tf.add(tf.tensor1d([1, 2, -3]), tf.zeros([3]));
  const twice = makeOutput(backend, [3]);
  const square = makeOutput(backend, [3]);
  dispatch(backend, doubling(3), [x, twice, square]);
  const both = [twice, square].map((info) => tf.engine().makeTensorFromTensorInfo(info));
  expect([...(await tf.add(both[0]!, both[1]!).data())]).toEqual([3, 8, 3]);
});

test('what was read before an update in place is not read again', async () => {
  const x = tf.tensor1d([1, 2, 3]);
  expect([...(await x.data())]).toEqual([1, 2, 3]);
  pinToGpu(backend, x);
  for (const expected of [
    [2, 3, 4],
    [3, 4, 5],
  ]) {
    const reading = x.data(); // of the values before
    dispatch(backend, adding, [x]);
    expect([...(await reading)]).toEqual(expected.map((value) => value - 1));
    expect([...(await x.data())]).toEqual(expected);
  }
  x.dispose();
});

test('thousands of dispatches leave no buffer behind', async () => {
  const x = tf.tensor1d([1, 2, -3]);
  await x.data();
  bufferOf(backend, x);
  const step = (): void => {
    const [twice, square] = [makeOutput(backend, [3]), makeOutput(backend, [3])];
    dispatch(backend, doubling(3), [x, twice, square]);
    release(backend, twice, square);
  };
  const settle = async (): Promise<number> => {
    await tf.tidy(() => tf.add(x, 1)).data();
    return usedBuffers(backend);
  };
  step();
  const before = await settle();
  for (let i = 0; i < 2000; i++) step();
  expect(await settle()).toBe(before + 1); // the sum that settle leaves
});

test('an invalid program is told to whom runs it, and to no one else', async () => {
  const broken = { code: 'fn main() { nonsense }', workgroups: [1, 1, 1] as const };
  const error = await validationErrorOf(backend, async () => {
    dispatch(backend, broken, []);
    backend.submitQueue();
    await backend.queue.onSubmittedWorkDone();
  });
  expect(error).toContain('nonsense');
  expect(await validationErrorOf(backend, async () => undefined)).toBeNull();
});
