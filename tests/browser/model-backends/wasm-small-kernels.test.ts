// Our wasm kernels that are neither products nor convolutions, held against tfjs' cpu backend (4.22).
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { startBackend } from '../../../src/model/backends/backends';
import { upsample } from '../../../src/model/net/layers/upsampling';
import { differenceOf, numbers, watchTensors } from './compare';
import { poolings, reductions } from './shapes';

const tolerance = 1e-5;
beforeAll(() => startBackend('cpu'));
watchTensors();

describe.each(poolings)('pooling $input by $size, stride $stride, $pad', ({ input, size, stride, pad }) => {
  const x = (): tf.Tensor4D => numbers(input, 1) as tf.Tensor4D;

  test.each(['maxPool', 'avgPool'] as const)('%s gradient', async (name) => {
    const pool = (v: tf.Tensor): tf.Tensor => tf[name](v as tf.Tensor4D, size, stride, pad);
    const gradient = (): tf.Tensor => tf.grad(pool)(x(), numbers(pool(x()).shape, 2));
    expect(await differenceOf('cpu', 'wasm', gradient)).toBeLessThan(tolerance);
  });
});

test('of equal inputs the first gets the gradient', async () => {
  const gradient = (): tf.Tensor =>
    tf.grad((v) => tf.maxPool(v as tf.Tensor4D, 2, 2, 'valid'))(
      tf.fill([1, 4, 4, 2], 0.5),
      numbers([1, 2, 2, 2], 1),
    );
  expect(await differenceOf('cpu', 'wasm', gradient)).toBe(0);
});

describe.each(['sum', 'mean'] as const)('%s', (name) => {
  test.each([...reductions, { shape: [5, 6, 7], axes: [-3, 2] }])(
    'of $shape over $axes',
    async ({ shape, axes }) => {
      const values = (): tf.Tensor => tf.add(numbers(shape, 1), 0.3);
      expect(await differenceOf('cpu', 'wasm', () => tf[name](values(), axes))).toBeLessThan(tolerance);
      expect(await differenceOf('cpu', 'wasm', () => tf[name](values(), axes, true))).toBeLessThan(tolerance);
    },
  );

  test('of integers', async () => {
    const values = (): tf.Tensor => tf.tensor2d([1, 2, 3, 4, 5, 7], [3, 2], 'int32');
    expect(await differenceOf('cpu', 'wasm', () => tf[name](values(), 0))).toBeLessThan(tolerance);
  });
});

test('the sum of no rows is zero', async () => {
  expect(await differenceOf('cpu', 'wasm', () => tf.sum(tf.zeros([0, 4]), 0))).toBe(0);
});

test('gather has a gradient, repeated rows added up', async () => {
  const gradient = (): tf.Tensor =>
    tf.grad((v) => tf.gather(v, tf.tensor1d([3, 0, 3, 1, 3], 'int32')))(
      numbers([4, 6], 1),
      numbers([5, 6], 2),
    );
  expect(await differenceOf('cpu', 'wasm', gradient)).toBeLessThan(tolerance);
});

test.each([1, 2, 3, 5])('upsampling by %i, and its gradient', async (size) => {
  const x = (): tf.Tensor => numbers([2, 3, 4, 5], 1);
  const larger = (): tf.Tensor => upsample(x(), size);
  expect(await differenceOf('cpu', 'wasm', larger)).toBe(0);
  const gradient = (): tf.Tensor => tf.grad((v) => upsample(v, size))(x(), numbers(larger().shape, 2));
  expect(await differenceOf('cpu', 'wasm', gradient)).toBeLessThan(tolerance);
});

test.each([
  { shape: [9], begin: [3], size: [4] },
  { shape: [5, 7], begin: [1, 2], size: [3, 4] },
  { shape: [5, 70], begin: [1, 0], size: [3, 70] },
  { shape: [4, 5, 60], begin: [1, 2, 3], size: [2, 3, 50] },
  { shape: [2, 3, 4, 5], begin: [0, 1, 0, 0], size: [2, 2, 4, 5] },
  { shape: [2, 3, 4, 5, 3], begin: [1, 1, 2, 0, 1], size: [1, 2, 2, 5, 2] },
])('a slice of $shape from $begin', async ({ shape, begin, size }) => {
  expect(await differenceOf('cpu', 'wasm', () => tf.slice(numbers(shape, 1), begin, size))).toBe(0);
  const integers = (): tf.Tensor => tf.cast(tf.mul(numbers(shape, 1), 100), 'int32');
  expect(await differenceOf('cpu', 'wasm', () => tf.slice(integers(), begin, size))).toBe(0);
});

test.each([0, 1, 2, -1])('steps and pieces along axis %i', async (axis) => {
  const x = (): tf.Tensor => numbers([3, 4, 5], 1);
  const last = (): tf.Tensor => tf.unstack(x(), axis).at(-1)!;
  expect(await differenceOf('cpu', 'wasm', last)).toBe(0);
  const sides = [1, [3, 4, 5].at(axis)! - 1];
  const piece = (): tf.Tensor => tf.split(x(), sides, axis)[1]!;
  expect(await differenceOf('cpu', 'wasm', piece)).toBe(0);
});
