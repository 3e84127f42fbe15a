// Matrix products and convolutions of ours on webgpu, forward and backward, held against tfjs' cpu backend (4.22).
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { numbers, runOn, watchTensors } from './compare';
import { convolutions, operandShape, products, transposes, type Convolution } from './shapes';
import { expectAgreement, expectSameBits, gradientOf, startWebgpu } from './webgpu-compare';

beforeAll(startWebgpu);
watchTensors();

const matrix = (shape: number[], seed: number): tf.Tensor2D => numbers(shape, seed) as tf.Tensor2D;

describe.each(transposes)('matMul, transposed: %s and %s', (transposeA, transposeB) => {
  const a = (...shape: number[]): tf.Tensor2D => matrix(operandShape(shape, transposeA), 1);
  const b = (...shape: number[]): tf.Tensor2D => matrix(operandShape(shape, transposeB), 2);

  test.each([...products, [784, 64, 128], [8, 8, 8], [37, 1, 12], [2, 3001, 3]])(
    '%i × %i × %i',
    async (m, k, n) => {
      const product = (): tf.Tensor => tf.matMul(a(m, k), b(k, n), transposeA, transposeB);
      await expectAgreement(['BatchMatMul'], product);
    },
  );

  test.each([
    [[4], [4]],
    [[4], [1]],
    [[1], [4]],
    [
      [2, 3],
      [2, 3],
    ],
    [[2, 3], [3]],
  ])('in batches of %j and %j', async (batchA, batchB) => {
    const product = (): tf.Tensor =>
      tf.matMul(a(...batchA, 3, 8), b(...batchB, 8, 12), transposeA, transposeB);
    await expectAgreement(['BatchMatMul'], product);
  });

  test('in batches of which each operand repeats the other, where tfjs on cpu is wrong', async () => {
    const [x, y] = [a(2, 1, 3, 8), b(1, 3, 8, 12)];
    const repeated = (): tf.Tensor =>
      tf.matMul(tf.tile(x, [1, 3, 1, 1]), tf.tile(y, [2, 1, 1, 1]), transposeA, transposeB);
    const { values, shape } = await runOn('webgpu', () => tf.matMul(x, y, transposeA, transposeB));
    expect({ values, shape }).toEqual(await runOn('webgpu', repeated));
    tf.dispose([x, y]);
  });

  test('its gradients', async () => {
    const product = (x: tf.Tensor, y: tf.Tensor): tf.Tensor => tf.matMul(x, y, transposeA, transposeB);
    await expectAgreement(
      ['BatchMatMul'],
      gradientOf(
        (x) => product(x, b(20, 16)),
        () => a(9, 20),
      ),
    );
    await expectAgreement(
      ['BatchMatMul'],
      gradientOf(
        (y) => product(a(9, 20), y),
        () => b(20, 16),
      ),
    );
  });
});

describe('a fused matMul', () => {
  test.each(['linear', 'relu', 'elu', 'relu6', 'sigmoid'] as const)(
    'with a bias and %s',
    async (activation) => {
      for (const [m, k, n] of [
        [37, 20, 10],
        [64, 1600, 128],
      ] as const) {
        const fused = (): tf.Tensor =>
          tf.fused.matMul({ a: matrix([m, k], 1), b: matrix([k, n], 2), bias: numbers([n], 3), activation });
        await expectAgreement(['_FusedMatMul'], fused);
      }
    },
  );

  test('with PReLU, or a bias of one number, is the stock kernel', async () => {
    const fused = (bias: tf.Tensor, activation: 'prelu' | 'linear'): tf.Tensor =>
      tf.fused.matMul({
        a: matrix([5, 4], 1),
        b: matrix([4, 8], 2),
        bias,
        activation,
        ...(activation === 'prelu' ? { preluActivationWeights: numbers([8], 4) } : {}),
      });
    await expectAgreement([], () => fused(numbers([8], 3), 'prelu'));
    await expectAgreement([], () => fused(numbers([], 3), 'linear'));
  });
});

const tried: Convolution[] = [
  ...convolutions,
  { input: [64, 28, 28, 1], kernel: [3, 3], filters: 32, stride: 1, pad: 'valid' },
  { input: [4, 8, 8, 16], kernel: [3, 3], filters: 32, stride: 1, pad: 'same' },
  { input: [1, 40, 40, 4], kernel: [3, 3], filters: 8, stride: 2, pad: 'same' },
  {
    input: [2, 6, 5, 4],
    kernel: [2, 2],
    filters: 8,
    stride: 1,
    pad: [
      [0, 0],
      [3, 2],
      [2, 3],
      [0, 0],
    ],
  },
];

describe.each(tried)('conv2d $input $kernel × $filters, stride $stride, $pad', (convolution) => {
  const { input, kernel, filters, stride, pad } = convolution;
  const x = (): tf.Tensor => numbers(input, 1);
  const w = (): tf.Tensor => numbers([...kernel, input[3], filters], 2);
  const convolve = (image: tf.Tensor, filter: tf.Tensor): tf.Tensor =>
    tf.conv2d(image as tf.Tensor4D, filter as tf.Tensor4D, stride, pad);

  test('forward', async () => {
    await expectAgreement(['Conv2D'], () => convolve(x(), w()));
  });

  test('filter gradient', async () => {
    await expectAgreement(
      ['Conv2DBackpropFilter'],
      gradientOf((v) => convolve(x(), v), w),
    );
  });

  test('input gradient', async () => {
    await expectAgreement(
      ['Conv2DBackpropInput'],
      gradientOf((v) => convolve(v, w()), x),
    );
  });
});

test.each([
  [2, 'valid'],
  [3, 'same'],
  [[1, 2], 'same'],
] as [number | [number, number], 'valid' | 'same'][])('conv2d dilated by %j, %s', async (dilations, pad) => {
  await expectAgreement(['Conv2D'], () =>
    tf.conv2d(
      numbers([2, 11, 10, 4], 1) as tf.Tensor4D,
      numbers([3, 3, 4, 8], 2) as tf.Tensor4D,
      1,
      pad,
      'NHWC',
      dilations,
    ),
  );
});

test.each(['linear', 'relu', 'elu'] as const)('a fused conv2d with %s', async (activation) => {
  await expectAgreement(['FusedConv2D'], () =>
    tf.fused.conv2d({
      x: numbers([3, 9, 8, 4], 1) as tf.Tensor4D,
      filter: numbers([3, 3, 4, 8], 2) as tf.Tensor4D,
      strides: 1,
      pad: 'same',
      bias: numbers([8], 3),
      activation,
    }),
  );
});

test('a product that is summed in parts has the same bits every time', async () => {
  await expectSameBits(() => tf.matMul(matrix([8, 3001], 1), matrix([3001, 8], 2)));
  await expectSameBits(
    gradientOf(
      (w) => tf.conv2d(numbers([64, 14, 14, 4], 1) as tf.Tensor4D, w as tf.Tensor4D, 1, 'valid'),
      () => numbers([3, 3, 4, 8], 2),
    ),
  );
});

const depthwise = [
  { input: [3, 9, 8, 4], kernel: [3, 3], multiplier: 1, stride: 1, pad: 'same' },
  { input: [3, 9, 8, 4], kernel: [3, 3], multiplier: 2, stride: 2, pad: 'same' },
  { input: [2, 11, 10, 3], kernel: [5, 2], multiplier: 1, stride: 2, pad: 'valid' },
  { input: [2, 8, 8, 8], kernel: [2, 2], multiplier: 3, stride: 3, pad: 'valid' },
  { input: [4, 14, 14, 32], kernel: [3, 3], multiplier: 1, stride: 1, pad: 'valid' },
] as {
  input: number[];
  kernel: [number, number];
  multiplier: number;
  stride: number;
  pad: 'valid' | 'same';
}[];

describe.each(depthwise)(
  'depthwise $input $kernel × $multiplier, stride $stride, $pad',
  ({ input, kernel, multiplier, stride, pad }) => {
    const x = (): tf.Tensor => numbers(input, 1);
    const w = (): tf.Tensor => numbers([...kernel, input[3]!, multiplier], 2);
    const convolve = (image: tf.Tensor, filter: tf.Tensor): tf.Tensor =>
      tf.depthwiseConv2d(image as tf.Tensor4D, filter as tf.Tensor4D, stride, pad);

    test('forward and both gradients', async () => {
      const name = 'DepthwiseConv2dNative';
      await expectAgreement([name], () => convolve(x(), w()));
      await expectAgreement(
        [`${name}BackpropFilter`],
        gradientOf((v) => convolve(x(), v), w),
      );
      await expectAgreement(
        [`${name}BackpropInput`],
        gradientOf((v) => convolve(v, w()), x),
      );
    });
  },
);

test('depthwise, dilated', async () => {
  await expectAgreement(['DepthwiseConv2dNative'], () =>
    tf.depthwiseConv2d(
      numbers([2, 11, 10, 4], 1) as tf.Tensor4D,
      numbers([3, 3, 4, 1], 2) as tf.Tensor4D,
      1,
      'same',
      'NHWC',
      [2, 2],
    ),
  );
});
