// The operations that training uses, on small inputs whose sizes are no multiples of a GPU tile.
// Only what is computed; self-test.ts compares.
import * as tf from '@tensorflow/tfjs-core';
import type { LayerSpec } from '../../../contract/model/layers/registry';
import { layerForm, layerForms } from '../../net/layers/registry';
import {
  batch,
  classes,
  classLabels,
  image,
  logits,
  matrix,
  smallImage,
  values,
  withGradient,
  type SelfTestCase,
  type SelfTestPart,
} from './self-test-case';

/** The parts that a net with these layers needs. */
export function neededParts(layers: readonly LayerSpec[]): SelfTestPart[] {
  return [...new Set<SelfTestPart>(['dense', ...layers.flatMap(({ kind }) => layerForm(kind).part ?? [])])];
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

/** One Adam update in its tenth step. */
function adamUpdate(shape: number[]): tf.Tensor[] {
  const [weight, gradient] = [values(shape, 1), values(shape, 2, 0.1)];
  const first = tf.add(tf.mul(values(shape, 3, 0.1), 0.9), tf.mul(gradient, 0.1));
  const second = tf.add(tf.mul(tf.abs(values(shape, 4, 0.1)), 0.999), tf.mul(tf.square(gradient), 0.001));
  const root = tf.mul(tf.sqrt(second), 1 / Math.sqrt(1 - 0.999 ** 10));
  const direction = tf.div(first, tf.add(root, 1e-7));
  return [tf.sub(weight, tf.mul(direction, 0.001 / (1 - 0.9 ** 10))), first, second];
}

const dense = (operation: string, run: () => tf.Tensor[]): SelfTestCase => ({
  operation,
  part: 'dense',
  run,
});

/** The operations of every net. */
const ofEveryNet: readonly SelfTestCase[] = [
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
];

const biasOfImages: SelfTestCase = {
  operation: 'bias-gradient-image',
  part: 'convolution',
  run: () => withGradient((b) => tf.add(image(smallImage, 1), b), values([5], 2)),
};

const parts: readonly SelfTestPart[] = ['dense', 'convolution', 'sequence'];

/** Every operation that is held against the CPU, in the order of the report: part by part, those of layers with the layers. */
export const selfTestCases: readonly SelfTestCase[] = parts.flatMap((part) =>
  [...ofEveryNet, ...layerForms.flatMap(({ selfTests }) => selfTests ?? []), biasOfImages].filter(
    (test) => test.part === part,
  ),
);
