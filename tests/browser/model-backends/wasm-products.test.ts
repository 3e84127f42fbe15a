// Matrix products and convolutions of ours on wasm, forward and backward, held against tfjs' cpu backend (4.22).
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { startBackend } from '../../../src/model/backends/backends';
import { dilatedConv2d } from '../../../src/model/net/layers/dilated-conv';
import { differenceOf, numbers, runOn, watchTensors } from './compare';
import { convolutions, operandShape, products, transposes, type Convolution } from './shapes';

const tolerance = 1e-5;
beforeAll(() => startBackend('cpu'));
watchTensors();

describe.each(transposes)('matMul, transposed: %s and %s', (transposeA, transposeB) => {
  const product = (a: number[], b: number[]) => (): tf.Tensor =>
    tf.matMul(
      numbers(operandShape(a, transposeA), 1),
      numbers(operandShape(b, transposeB), 2),
      transposeA,
      transposeB,
    );

  test.each(products)('%i × %i × %i', async (m, k, n) => {
    expect(await differenceOf('cpu', 'wasm', product([m, k], [k, n]))).toBeLessThan(tolerance);
  });

  test('in batches', async () => {
    expect(await differenceOf('cpu', 'wasm', product([4, 3, 5], [4, 5, 6]))).toBeLessThan(tolerance);
  });
});

describe.each([
  ...convolutions,
  { input: [1, 28, 28, 1], kernel: [3, 3], filters: 32, stride: 1, pad: 'valid' } satisfies Convolution,
])('conv2d $input $kernel × $filters, stride $stride, $pad', (convolution) => {
  const { input, kernel, filters, stride, pad } = convolution;
  const x = (): tf.Tensor4D => numbers(input, 1) as tf.Tensor4D;
  const w = (): tf.Tensor4D => numbers([...kernel, input[3], filters], 2) as tf.Tensor4D;
  const dy = (): tf.Tensor => numbers(tf.conv2d(x(), w(), stride, pad).shape, 3);

  test('filter gradient', async () => {
    const gradient = (): tf.Tensor =>
      tf.grad((v) => tf.conv2d(x(), v as tf.Tensor4D, stride, pad))(w(), dy());
    expect(await differenceOf('cpu', 'wasm', gradient)).toBeLessThan(tolerance);
  });

  test('input gradient', async () => {
    const gradient = (): tf.Tensor =>
      tf.grad((v) => tf.conv2d(v as tf.Tensor4D, w(), stride, pad))(x(), dy());
    expect(await differenceOf('cpu', 'wasm', gradient)).toBeLessThan(tolerance);
  });
});

test.each([
  { side: 3, kernel: 2, stride: 3 },
  { side: 7, kernel: 2, stride: 6 },
  { side: 7, kernel: 3, stride: 5 },
  { side: 4, kernel: 2, stride: 4 },
])('cells that no window reads: $side by $kernel, stride $stride', async ({ side, kernel, stride }) => {
  // One side ends unread, the other is padded.
  const x = (): tf.Tensor4D => numbers([2, side, side + 1, 3], 1) as tf.Tensor4D;
  const w = (): tf.Tensor4D => numbers([kernel, kernel, 3, 2], 2) as tf.Tensor4D;
  const bias = (): tf.Tensor1D => numbers([2], 3) as tf.Tensor1D;
  const plain = (): tf.Tensor => tf.conv2d(x(), w(), stride, 'same');
  const fused = (): tf.Tensor =>
    tf.fused.conv2d({ x: x(), filter: w(), strides: stride, pad: 'same', bias: bias(), activation: 'relu' });
  const depthwise = (): tf.Tensor => tf.depthwiseConv2d(x(), w(), stride, 'same');
  for (const work of [plain, fused, depthwise])
    expect(await differenceOf('cpu', 'wasm', work)).toBeLessThan(tolerance);
});

test('explicit padding wider than the filter still has an input gradient', async () => {
  const pad = [
    [0, 0],
    [3, 2],
    [2, 3],
    [0, 0],
  ] as [[number, number], [number, number], [number, number], [number, number]];
  const attributes = { strides: 1, dataFormat: 'NHWC', inputShape: [2, 5, 6, 3], pad };
  const gradient = (): tf.Tensor =>
    tf
      .engine()
      .runKernel(
        'Conv2DBackpropInput',
        { dy: numbers([2, 9, 10, 4], 1), filter: numbers([2, 2, 3, 4], 2) },
        attributes,
      );
  expect(await differenceOf('cpu', 'wasm', gradient)).toBeLessThan(tolerance);
});

describe.each([1, 2, 3])('depthwise convolution, multiplier %i', (multiplier) => {
  const shapes: { input: [number, number, number, number]; kernel: [number, number] }[] = [
    { input: [3, 9, 8, 2], kernel: [3, 3] },
    { input: [2, 7, 10, 5], kernel: [4, 2] },
    { input: [1, 6, 6, 1], kernel: [1, 1] },
    { input: [5, 14, 13, 32], kernel: [5, 5] },
  ];
  const tried = shapes.flatMap((shape) =>
    (['valid', 'same'] as const).flatMap((pad) =>
      [1, 2, 3, [2, 1] as [number, number]].map((stride) => ({ ...shape, pad, stride })),
    ),
  );

  test.each(tried)('$input, $kernel, stride $stride, $pad', async ({ input, kernel, pad, stride }) => {
    const x = (): tf.Tensor4D => numbers(input, 1) as tf.Tensor4D;
    const w = (): tf.Tensor4D => numbers([...kernel, input[3], multiplier], 2) as tf.Tensor4D;
    const over = (v: tf.Tensor, filter: tf.Tensor): tf.Tensor =>
      tf.depthwiseConv2d(v as tf.Tensor4D, filter as tf.Tensor4D, stride, pad);
    const dy = (): tf.Tensor => numbers(over(x(), w()).shape, 3);
    expect(await differenceOf('cpu', 'wasm', () => over(x(), w()))).toBeLessThan(tolerance);
    const byFilter = (): tf.Tensor => tf.grad((v) => over(x(), v))(w(), dy());
    expect(await differenceOf('cpu', 'wasm', byFilter)).toBeLessThan(tolerance);
    const byInput = (): tf.Tensor => tf.grad((v) => over(v, w()))(x(), dy());
    expect(await differenceOf('cpu', 'wasm', byInput)).toBeLessThan(tolerance);
  });
});

describe.each([2, 3])('dilated convolution, by %i', (dilation) => {
  const tried = (['valid', 'same'] as const).flatMap((padding) =>
    ([2, 3] as const).map((kernel) => ({ padding, kernel })),
  );
  test.each(tried)('kernel $kernel, $padding', async ({ padding, kernel }) => {
    const x = (): tf.Tensor4D => numbers([2, 9, 11, 3], 1) as tf.Tensor4D;
    const w = (): tf.Tensor4D => numbers([kernel, kernel, 3, 4], 2) as tf.Tensor4D;
    const over = (v: tf.Tensor, filter: tf.Tensor): tf.Tensor =>
      dilatedConv2d(v as tf.Tensor4D, filter as tf.Tensor4D, padding, dilation);
    // What tfjs computes, without a gradient of it.
    const plain = await runOn('cpu', () => tf.conv2d(x(), w(), 1, padding, 'NHWC', dilation));
    const phases = await runOn('wasm', () => over(x(), w()));
    expect(phases.shape).toEqual(plain.shape);
    phases.values.forEach((value, at) => expect(value).toBeCloseTo(plain.values[at]!, 4));
    const dy = (): tf.Tensor => numbers(plain.shape, 3);
    const byFilter = (): tf.Tensor => tf.grad((v) => over(x(), v))(w(), dy());
    expect(await differenceOf('cpu', 'wasm', byFilter)).toBeLessThan(tolerance);
    const byInput = (): tf.Tensor => tf.grad((v) => over(v, w()))(x(), dy());
    expect(await differenceOf('cpu', 'wasm', byInput)).toBeLessThan(tolerance);
  });
});
