// The kernels added to wasm, held against tfjs's cpu backend (4.22) and against finite differences.
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startBackend } from '../../../src/model/backends';
import { dilatedConv2d } from '../../../src/model/dilated-conv';
import { upsample } from '../../../src/model/upsampling';
import { differenceOf, numbers, runOn } from './compare';

const tolerance = 1e-5;
let before = 0;
beforeAll(() => startBackend('cpu'));
beforeEach(() => {
  before = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(before);
});

type Pad = 'valid' | 'same';
interface Convolution {
  input: [number, number, number, number];
  kernel: [number, number];
  filters: number;
  stride: number | [number, number];
  pad: Pad;
}

const convolutions: Convolution[] = [];
for (const pad of ['valid', 'same'] as const)
  for (const stride of [1, 2, 3, [2, 1] as [number, number]])
    for (const kernel of [
      [1, 1],
      [3, 3],
      [4, 2],
      [5, 5],
    ] as [number, number][])
      convolutions.push({ input: [3, 9, 8, 2], kernel, filters: 5, stride, pad });
convolutions.push(
  { input: [1, 28, 28, 1], kernel: [3, 3], filters: 32, stride: 1, pad: 'valid' },
  { input: [7, 13, 13, 32], kernel: [3, 3], filters: 64, stride: 1, pad: 'valid' },
  { input: [2, 7, 11, 3], kernel: [7, 7], filters: 1, stride: 4, pad: 'same' },
  { input: [2, 5, 5, 3], kernel: [5, 5], filters: 4, stride: 1, pad: 'valid' },
  { input: [1, 6, 6, 1], kernel: [2, 2], filters: 1, stride: 5, pad: 'same' },
);

describe.each(convolutions)('conv2d $input $kernel × $filters, stride $stride, $pad', (convolution) => {
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

const pools = [
  { input: [2, 8, 8, 3], size: 2, stride: 2, pad: 'valid' },
  { input: [3, 7, 9, 5], size: 2, stride: 2, pad: 'valid' },
  { input: [3, 7, 9, 5], size: 2, stride: 2, pad: 'same' },
  { input: [2, 7, 6, 4], size: 3, stride: 2, pad: 'same' },
  { input: [2, 7, 6, 4], size: 3, stride: 1, pad: 'same' },
  { input: [1, 5, 5, 1], size: 5, stride: 1, pad: 'valid' },
  { input: [64, 26, 26, 32], size: 2, stride: 2, pad: 'valid' },
] as const;

describe.each(pools)('pooling $input by $size, stride $stride, $pad', ({ input, size, stride, pad }) => {
  const x = (): tf.Tensor4D => numbers([...input], 1) as tf.Tensor4D;

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

describe.each([
  [false, false],
  [true, false],
  [false, true],
  [true, true],
])('matMul, transposed: %s and %s', (transposeA, transposeB) => {
  test.each([
    [5, 3, 7],
    [64, 1600, 128],
    [1, 9, 1],
    [33, 65, 10],
  ])('%i × %i × %i', async (m, k, n) => {
    const product = (): tf.Tensor =>
      tf.matMul(
        numbers(transposeA ? [k, m] : [m, k], 1) as tf.Tensor2D,
        numbers(transposeB ? [n, k] : [k, n], 2) as tf.Tensor2D,
        transposeA,
        transposeB,
      );
    expect(await differenceOf('cpu', 'wasm', product)).toBeLessThan(tolerance);
  });

  test('in batches', async () => {
    const product = (): tf.Tensor =>
      tf.matMul(
        numbers(transposeA ? [4, 5, 3] : [4, 3, 5], 1) as tf.Tensor3D,
        numbers(transposeB ? [4, 6, 5] : [4, 5, 6], 2) as tf.Tensor3D,
        transposeA,
        transposeB,
      );
    expect(await differenceOf('cpu', 'wasm', product)).toBeLessThan(tolerance);
  });
});

describe.each(['sum', 'mean'] as const)('%s', (name) => {
  test.each([
    { shape: [64, 26, 26, 32], axes: [0, 1, 2] },
    { shape: [37, 10], axes: [0] },
    { shape: [37, 10], axes: [1] },
    { shape: [5, 6, 7], axes: [1] },
    { shape: [5, 6, 7], axes: [-3, 2] },
    { shape: [301], axes: [0] },
    { shape: [3, 4], axes: [1, 0] },
  ])('of $shape over $axes', async ({ shape, axes }) => {
    const values = (): tf.Tensor => tf.add(numbers(shape, 1), 0.3);
    expect(await differenceOf('cpu', 'wasm', () => tf[name](values(), axes))).toBeLessThan(tolerance);
    expect(await differenceOf('cpu', 'wasm', () => tf[name](values(), axes, true))).toBeLessThan(tolerance);
  });

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

/** Slope of f at x along one coordinate, by central difference. */
async function slope(
  f: (x: tf.Tensor) => tf.Tensor,
  x: () => tf.Tensor,
  at: number,
  h: number,
): Promise<number> {
  const sides = [];
  for (const sign of [1, -1]) {
    const { values } = await runOn('wasm', () => {
      const data = Float32Array.from(x().dataSync());
      data[at]! += sign * h;
      return f(tf.tensor(data, x().shape));
    });
    sides.push(values.reduce((sum, value) => sum + value, 0)); // in float64
  }
  return (sides[0]! - sides[1]!) / (2 * h);
}

test.each([
  ['filter', 0, 2],
  ['filter', 17, 2],
  ['input', 5, 2],
  ['input', 61, 1],
])('the %s gradient at %i, stride %i, is the slope of the loss', async (kind, at, stride) => {
  const x = (): tf.Tensor => numbers([2, 6, 7, 2], 1);
  const w = (): tf.Tensor => numbers([3, 3, 2, 4], 2);
  const loss = (v: tf.Tensor): tf.Tensor => {
    const [image, filter] = kind === 'filter' ? [x(), v] : [v, w()];
    return tf.maxPool(
      tf.tanh(tf.conv2d(image as tf.Tensor4D, filter as tf.Tensor4D, stride, 'same')) as tf.Tensor4D,
      2,
      1,
      'valid',
    );
  };
  const start = kind === 'filter' ? w : x;
  const { values } = await runOn('wasm', () => tf.grad(loss)(start()));
  expect(values[at]).toBeCloseTo(await slope(loss, start, at, 1e-3), 2);
});
