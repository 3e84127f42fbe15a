// Our webgpu kernels that are neither products nor convolutions, held against tfjs' cpu backend (4.22).
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { numbers, runOn, watchTensors } from './compare';
import { poolings, reductions, type Pooling } from './shapes';
import { expectAgreement, expectSameBits, gradientOf, startWebgpu } from './webgpu-compare';

beforeAll(startWebgpu);
watchTensors();

describe.each([
  ['sum', 'Sum'],
  ['mean', 'Mean'],
  ['max', 'Max'],
] as const)('%s', (name, kernel) => {
  test.each([
    ...reductions,
    { shape: [5, 6, 8], axes: [1] },
    { shape: [3, 9, 8, 5], axes: [1, 2] },
    { shape: [100_003], axes: [0] },
    { shape: [1, 1], axes: [0] },
  ])('of $shape over $axes', async ({ shape, axes }) => {
    const values = (): tf.Tensor => tf.add(numbers(shape, 1), 0.3);
    await expectAgreement([kernel], () => tf[name](values(), axes));
    await expectAgreement([kernel], () => tf[name](values(), axes, true));
  });

  test('over axes that are apart, and of integers, is the stock kernel', async () => {
    await expectAgreement([], () => tf[name](numbers([4, 5, 6], 1), [0, 2]));
    await expectAgreement([], () => tf[name](tf.tensor2d([1, 2, 3, 4, 5, 7], [3, 2], 'int32'), 0));
  });
});

test('a sum has the same bits every time', async () => {
  await expectSameBits(() => tf.sum(numbers([1000, 36], 1), 0));
  await expectSameBits(() => tf.sum(numbers([100_003], 1)));
});

describe('a bias', () => {
  test.each([
    [[37, 10], [10]],
    [[3, 9, 8, 5], [5]],
    [[3, 9, 8, 8], [8]],
    [
      [3, 4, 8],
      [1, 1, 8],
    ],
  ])('of %j is added to its last axis: %j', async (shape, bias) => {
    await expectAgreement(['Add'], () => tf.add(numbers(shape, 1), numbers(bias, 2)));
    await expectAgreement(['Add'], () => tf.add(numbers(bias, 2), numbers(shape, 1)));
    await expectAgreement(
      ['Sum'],
      gradientOf(
        (b) => tf.add(numbers(shape, 1), b),
        () => numbers(bias, 2),
      ),
    );
  });

  test('along another axis, or a whole tensor, is the stock kernel', async () => {
    await expectAgreement([], () => tf.add(numbers([4, 4], 1), numbers([4, 1], 2)));
    await expectAgreement([], () => tf.add(numbers([3, 5], 1), numbers([3, 5], 2)));
    await expectAgreement([], () => tf.add(numbers([3, 5], 1), 0.5));
    await expectAgreement([], () => tf.add(tf.ones([3, 5], 'int32'), tf.ones([5], 'int32')));
  });
});

test.each([[[7, 9]], [[8, 8]]])('ReLU and its gradient, %j', async (shape) => {
  await expectAgreement(['Relu'], () => tf.relu(numbers(shape, 1)), 1e-9);
  await expectAgreement(
    ['ReluGrad'],
    gradientOf(tf.relu, () => numbers(shape, 1)),
    1e-9,
  );
  await expectAgreement(
    ['ReluGrad'],
    gradientOf(tf.relu, () => tf.zeros(shape)),
    1e-9,
  );
});

const pools: Pooling[] = [
  ...poolings,
  { input: [3, 7, 9, 8], size: 2, stride: 2, pad: 'valid' },
  { input: [2, 7, 9, 4], size: 2, stride: 3, pad: 'valid' },
  { input: [2, 7, 9, 4], size: 2, stride: 3, pad: 'same' },
  { input: [2, 9, 9, 3], size: [3, 2], stride: [2, 3], pad: 'same' },
  { input: [1, 12, 12, 4], size: 5, stride: 5, pad: 'valid' },
  { input: [2, 9, 8, 3], size: [3, 3], stride: [2, 2], pad: 1 },
];

describe.each(pools)('pooling $input by $size, stride $stride, $pad', ({ input, size, stride, pad }) => {
  const x = (): tf.Tensor => numbers(input, 1);

  test('max and average', async () => {
    const rounding = pad === 1 ? 'floor' : undefined;
    await expectAgreement(['MaxPool'], () => tf.maxPool(x() as tf.Tensor4D, size, stride, pad, rounding));
    await expectAgreement(['AvgPool'], () => tf.avgPool(x() as tf.Tensor4D, size, stride, pad, rounding));
  });

  test('max gradient', async () => {
    const pool = (v: tf.Tensor): tf.Tensor =>
      tf.maxPool(v as tf.Tensor4D, size, stride, pad, pad === 1 ? 'floor' : undefined);
    await expectAgreement(['MaxPoolGrad'], gradientOf(pool, x));
  });

  test('average gradient', async () => {
    const pool = (v: tf.Tensor): tf.Tensor =>
      tf.avgPool(v as tf.Tensor4D, size, stride, pad, pad === 1 ? 'floor' : undefined);
    await expectAgreement(['AvgPoolGrad'], gradientOf(pool, x));
  });
});

test.each([1, 2])('of equal inputs the first gets the gradient, stride %i', async (stride) => {
  const pool = (v: tf.Tensor): tf.Tensor => tf.maxPool(v as tf.Tensor4D, 2, stride, 'valid');
  await expectAgreement(
    ['MaxPoolGrad'],
    gradientOf(pool, () => tf.fill([1, 5, 5, 2], 0.5)),
    1e-9,
  );
});

describe('gather', () => {
  const ids = (...values: number[]): tf.Tensor1D => tf.tensor1d(values, 'int32');

  test.each([
    { shape: [4, 6], axis: 0 },
    { shape: [4, 8], axis: 0 },
    { shape: [3, 4, 5], axis: 1 },
    { shape: [3, 4], axis: -1 },
    { shape: [4], axis: 0 },
  ])('of $shape along $axis, and its gradient', async ({ shape, axis }) => {
    const gather = (v: tf.Tensor): tf.Tensor => tf.gather(v, ids(3, 0, 3, 1, 3), axis);
    await expectAgreement(['GatherV2'], () => gather(numbers(shape, 1)), 1e-9);
    if (axis < 0) return; // tfjs 4.22 gets this gradient's shape wrong on every backend
    await expectAgreement(
      ['UnsortedSegmentSum'],
      gradientOf(gather, () => numbers(shape, 1)),
    );
  });

  test('by indices of two axes', async () => {
    const rows = (): tf.Tensor2D => tf.tensor2d([3, 0, 1, 1], [2, 2], 'int32');
    await expectAgreement(['GatherV2'], () => tf.gather(numbers([4, 6], 1), rows()), 1e-9);
  });

  test('of integers is the stock kernel', async () => {
    await expectAgreement([], () => tf.gather(tf.tensor1d([5, 6, 7], 'int32'), ids(2, 0)));
  });

  test('segments that are empty are zero, and ids outside are dropped', async () => {
    await expectAgreement(['UnsortedSegmentSum'], () =>
      tf.unsortedSegmentSum(numbers([6, 3], 1), ids(4, 0, 4, 7, -1, 4), 6),
    );
  });

  test('many repeated rows have the same bits every time', async () => {
    const repeated = ids(...Array.from({ length: 2000 }, (_, i) => (i * 7) % 13));
    await expectSameBits(() => tf.unsortedSegmentSum(numbers([2000, 5], 1), repeated, 13));
    repeated.dispose();
  });
});

test('tensors without elements go to the stock kernels', async () => {
  const { values, shape } = await runOn('webgpu', () => tf.add(tf.zeros([0, 4]), tf.ones([4])));
  expect([shape, values.length]).toEqual([[0, 4], 0]);
});
