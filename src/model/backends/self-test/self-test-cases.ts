// The operations that training uses, on small inputs whose sizes are no multiples of a GPU tile.
// Only what is computed; self-test.ts compares.
import * as tf from '@tensorflow/tfjs-core';
import type { LayerSpec } from '../../../contract/model/recipe';
import { dilatedConv2d } from '../../net/layers/dilated-conv';
import { normalize } from '../../net/layers/layer-norm';
import { maskedSoftmax } from '../../net/layers/sequence/attention';
import { lookUp } from '../../net/layers/sequence/embedding';
import { upsample } from '../../net/layers/upsampling';

/** What an operation is needed for: by every net, by nets over images, or by nets over sequences. */
export type SelfTestPart = 'dense' | 'convolution' | 'sequence';

/** One operation: run it on the active backend. */
export interface SelfTestCase {
  operation: string;
  part: SelfTestPart;
  run(): tf.Tensor[];
}

const partOfKind: Partial<Record<LayerSpec['kind'], SelfTestPart>> = {
  conv2d: 'convolution',
  depthwiseConv2d: 'convolution',
  maxPool2d: 'convolution',
  averagePool2d: 'convolution',
  globalAveragePool2d: 'convolution',
  upsampling2d: 'convolution',
  layerNorm: 'sequence',
  embedding: 'sequence',
  positionEmbedding: 'sequence',
  attention: 'sequence',
  lstm: 'sequence',
  gru: 'sequence',
};

/** The parts that a net with these layers needs. */
export function neededParts(layers: readonly LayerSpec[]): SelfTestPart[] {
  return [...new Set<SelfTestPart>(['dense', ...layers.flatMap(({ kind }) => partOfKind[kind] ?? [])])];
}

/** Numbers in (−1, 1) that repeat nowhere: the fractions of multiples of an irrational number. */
function values(shape: number[], seed: number, scale = 1): tf.Tensor {
  const size = tf.util.sizeFromShape(shape);
  const data = Float32Array.from({ length: size }, (_, i) => {
    const turn = (i + 1) * 0.6180339887498949 + seed * 0.7548776662466927;
    return (2 * (turn - Math.floor(turn)) - 1) * scale;
  });
  return tf.tensor(data, shape);
}

const matrix = (rows: number, columns: number, seed: number): tf.Tensor2D =>
  tf.reshape<tf.Rank.R2>(values([rows, columns], seed), [rows, columns]);

function image(shape: [number, number, number, number], seed: number, scale = 1): tf.Tensor4D {
  return tf.reshape<tf.Rank.R4>(values(shape, seed, scale), shape);
}

/** Value and input gradient of a function of one tensor, with a gradient from above that differs in every cell. */
function withGradient(f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor): tf.Tensor[] {
  const y = f(x);
  return [y, tf.grad(f)(x, values(y.shape, 99))];
}

function classLabels(rows: number, classes: number): tf.Tensor1D {
  return tf.tensor1d(
    Int32Array.from({ length: rows }, (_, i) => (i * 7) % classes),
    'int32',
  );
}

function softmaxCrossEntropy(logits: tf.Tensor): tf.Tensor {
  const classes = logits.shape[1] ?? 1;
  const targets = tf.cast(tf.oneHot(classLabels(logits.shape[0] ?? 1, classes), classes), 'float32');
  return tf.neg(tf.mean(tf.sum(tf.mul(targets, tf.logSoftmax(logits)), 1)));
}

function binaryCrossEntropy(logits: tf.Tensor): tf.Tensor {
  const targets = tf.cast(tf.greater(values(logits.shape, 5), 0), 'float32');
  const softplus = tf.log1p(tf.exp(tf.neg(tf.abs(logits))));
  return tf.mean(tf.add(tf.sub(tf.relu(logits), tf.mul(logits, targets)), softplus));
}

function huber(residual: tf.Tensor): tf.Tensor {
  const size = tf.abs(residual);
  const inner = tf.minimum(size, 0.5);
  return tf.mean(tf.mul(inner, tf.sub(size, tf.mul(inner, 0.5))));
}

function batchNormalized(x: tf.Tensor2D | tf.Tensor4D): tf.Tensor {
  const channels = x.shape[x.rank - 1] ?? 1;
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  const { mean, variance } = tf.moments(x, axes);
  const [m, v] = [tf.reshape<tf.Rank.R1>(mean, [channels]), tf.reshape<tf.Rank.R1>(variance, [channels])];
  const offset = tf.linspace(-1, 1, channels);
  const scale = tf.linspace(0.5, 2, channels);
  return x.rank === 2
    ? tf.batchNorm2d(tf.reshape(x, [-1, channels]), m, v, offset, scale, 1e-3)
    : tf.batchNorm(x, m, v, offset, scale, 1e-3);
}

/** One Adam update in its tenth step. */
function adamUpdate(shape: number[]): tf.Tensor[] {
  const [weight, gradient] = [values(shape, 1), values(shape, 2, 0.1)];
  const first = tf.add(tf.mul(values(shape, 3, 0.1), 0.9), tf.mul(gradient, 0.1));
  const second = tf.add(tf.mul(tf.abs(values(shape, 4, 0.1)), 0.999), tf.mul(tf.square(gradient), 0.001));
  const root = tf.mul(tf.sqrt(second), 1 / Math.sqrt(1 - 0.999 ** 10));
  const direction = tf.div(first, tf.add(root, 1e-7));
  return [tf.sub(weight, tf.mul(direction, 0.001 / (1 - 0.9 ** 10))), first, second];
}

type Convolution = {
  input: [number, number, number, number];
  filter: [number, number, number, number];
  stride: number;
  pad: 'valid' | 'same';
};
const convolutions: Record<string, Convolution> = {
  'one-channel': { input: [5, 14, 13, 1], filter: [3, 3, 1, 12], stride: 1, pad: 'valid' },
  strided: { input: [2, 11, 12, 5], filter: [5, 5, 5, 7], stride: 2, pad: 'same' },
  aligned: { input: [4, 8, 8, 16], filter: [3, 3, 16, 32], stride: 1, pad: 'same' },
};

function convolutionCases(name: string, { input, filter, stride, pad }: Convolution): SelfTestCase[] {
  const x = (): tf.Tensor4D => image(input, 1);
  const w = (): tf.Tensor4D => image(filter, 2, 0.3);
  const y = (): tf.Tensor4D => tf.conv2d(x(), w(), stride, pad);
  const part = 'convolution';
  return [
    { operation: `conv2d-${name}`, part, run: () => [y()] },
    {
      operation: `conv2d-input-gradient-${name}`,
      part,
      run: () => [tf.grad((v) => tf.conv2d(v as tf.Tensor4D, w(), stride, pad))(x(), values(y().shape, 3))],
    },
    {
      operation: `conv2d-filter-gradient-${name}`,
      part,
      run: () => [tf.grad((v) => tf.conv2d(x(), v as tf.Tensor4D, stride, pad))(w(), values(y().shape, 3))],
    },
  ];
}

const caseOf =
  (part: SelfTestPart) =>
  (operation: string, run: () => tf.Tensor[]): SelfTestCase => ({ operation, part, run });
const dense = caseOf('dense');
const spatial = caseOf('convolution');
const sequential = caseOf('sequence');

function depthwise(): tf.Tensor[] {
  const [x, w] = [image(smallImage, 1), image([3, 3, 5, 2], 2, 0.3)];
  const over = (v: tf.Tensor, filter: tf.Tensor): tf.Tensor =>
    tf.depthwiseConv2d(v as tf.Tensor4D, filter as tf.Tensor4D, 2, 'same');
  const y = over(x, w);
  return [y, ...tf.grads(over)([x, w], values(y.shape, 3))];
}

/** Scores of which some may not be looked at; in the first row none may. */
function attentionWeights(scores: tf.Tensor): tf.Tensor {
  const allowed = tf.cast(tf.greater(values(scores.shape, 6), -0.2), 'float32');
  const later = tf.cast(tf.greater(tf.range(0, scores.shape[2] ?? 1), 0), 'float32');
  return maskedSoftmax(scores, tf.mul(allowed, tf.reshape(later, [1, 1, -1, 1])));
}

/** What a gate does at every step of a sequence. */
function gatedSteps(x: tf.Tensor): tf.Tensor {
  const steps = tf.unstack(x, 1).map((step) => {
    const [gate, candidate] = tf.split(step, 2, 1);
    return tf.mul(tf.sigmoid(gate!), tf.tanh(candidate!));
  });
  return tf.stack(steps, 1);
}

/** The same shape wherever it can be: WebGL compiles a shader for each, which is slow without a GPU. */
const batch = 37;
const classes = 10;
const logits = (scale: number): tf.Tensor => values([batch, classes], 1, scale);
const smallImage: [number, number, number, number] = [3, 9, 8, 5];

/** Every operation that is held against the CPU, in the order of the report. */
export const selfTestCases: readonly SelfTestCase[] = [
  dense('matmul', () => [tf.matMul(matrix(65, 33, 1), matrix(33, 37, 2))]),
  dense('matmul-transpose-a', () => [tf.matMul(matrix(33, 65, 1), matrix(33, 37, 2), true, false)]),
  dense('matmul-transpose-b', () => [tf.matMul(matrix(65, 33, 1), matrix(37, 33, 2), false, true)]),
  dense('matmul-transpose-both', () => [tf.matMul(matrix(33, 65, 1), matrix(37, 33, 2), true, true)]),
  dense('matmul-long-sum', () => [tf.matMul(matrix(7, 1031, 1), matrix(1031, 10, 2))]),
  dense('matmul-one-column', () => [tf.matMul(matrix(50, 19, 1), matrix(19, 1, 2))]),
  dense('matmul-aligned', () => [tf.matMul(matrix(64, 64, 1), matrix(64, 64, 2))]),
  dense('bias-gradient', () => withGradient((b) => tf.add(logits(1), b), values([classes], 2))),
  dense('relu-gradient', () => withGradient(tf.relu, logits(1))),
  dense('elu-gradient', () => withGradient(tf.elu, logits(1))),
  dense('erf-gradient', () => withGradient(tf.erf, logits(1))),
  dense('tanh-gradient', () => withGradient(tf.tanh, logits(4))),
  dense('sigmoid-gradient', () => withGradient(tf.sigmoid, logits(6))),
  dense('softmax-gradient', () => withGradient((x) => tf.softmax(x), logits(6))),
  dense('softmax-cross-entropy', () => withGradient(softmaxCrossEntropy, logits(8))),
  dense('binary-cross-entropy', () => withGradient(binaryCrossEntropy, logits(8))),
  dense('huber', () => withGradient(huber, logits(1))),
  dense('batch-norm', () => withGradient((x) => batchNormalized(x as tf.Tensor2D), logits(1))),
  dense('adam-update', () => adamUpdate([batch, classes])),
  dense('elementwise-large', () => [tf.add(tf.mul(values([200_003], 1), values([200_003], 2)), 0.25)]),
  dense('broadcast', () => [tf.mul(logits(1), values([batch, 1], 2)), tf.sub(logits(1), 0.5)]),
  dense('sum-rows', () => [tf.sum(matrix(301, 7, 1), 0), tf.sum(matrix(301, 7, 1), 1)]),
  dense('mean-all', () => [tf.mean(tf.add(values([10_007], 1), 0.5))]),
  dense('max-argmax', () => [tf.max(logits(1), 1), tf.argMax(logits(1), 1)]),
  dense('one-hot', () => [tf.oneHot(classLabels(batch, classes), classes)]),
  dense('gather', () => withGradient((x) => tf.gather(x, classLabels(19, 11)), matrix(11, 5, 1))),
  dense('transpose-reshape', () => [
    tf.reshape(tf.transpose(values([5, 7, 3, 4], 1), [3, 1, 2, 0]), [4, -1]),
  ]),
  dense('slice-concat', () => [tf.concat([tf.slice(matrix(19, 6, 1), [3, 1], [9, 4]), matrix(5, 4, 2)])]),
  dense('clip', () => [tf.clipByValue(logits(1), -0.3, 0.4), tf.sign(logits(1))]),
  ...Object.entries(convolutions).flatMap(([name, convolution]) => convolutionCases(name, convolution)),
  spatial('max-pool-gradient', () =>
    withGradient((x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'), image(smallImage, 1)),
  ),
  spatial('max-pool-overlapping', () =>
    withGradient((x) => tf.maxPool(x as tf.Tensor4D, 3, 2, 'same'), image(smallImage, 1)),
  ),
  spatial('average-pool-gradient', () =>
    withGradient((x) => tf.avgPool(x as tf.Tensor4D, 2, 2, 'valid'), image(smallImage, 1)),
  ),
  spatial('global-average-pool', () => withGradient((x) => tf.mean(x, [1, 2]), image(smallImage, 1))),
  spatial('batch-norm-image', () =>
    withGradient((x) => batchNormalized(x as tf.Tensor4D), image(smallImage, 1)),
  ),
  spatial('depthwise', depthwise),
  spatial('conv2d-dilated', () =>
    withGradient(
      (x) => dilatedConv2d(x as tf.Tensor4D, image([3, 3, 5, 2], 2, 0.3), 'same', 2),
      image(smallImage, 1),
    ),
  ),
  spatial('upsampling-gradient', () => withGradient((x) => upsample(x, 3), image(smallImage, 1))),
  spatial('bias-gradient-image', () => withGradient((b) => tf.add(image(smallImage, 1), b), values([5], 2))),
  sequential('layer-norm', () => withGradient(normalize, logits(1))),
  sequential('embedding-gradient', () =>
    withGradient((x) => lookUp(x, tf.reshape(classLabels(21, 5), [3, 7])), matrix(11, 6, 1)),
  ),
  sequential('matmul-batched', () =>
    withGradient((x) => tf.matMul(x, values([2, 3, 7, 5], 2), false, true), values([2, 3, 9, 5], 1)),
  ),
  sequential('attention-weights', () => withGradient(attentionWeights, values([2, 3, 7, 9], 1, 4))),
  sequential('heads-transpose', () => [tf.transpose(values([3, 7, 2, 5], 1), [0, 2, 1, 3])]),
  sequential('gated-steps', () => withGradient(gatedSteps, values([3, 5, 14], 1, 4))),
];
