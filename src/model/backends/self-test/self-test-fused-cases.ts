// What a backend may fuse around a training step, on small inputs: losses, updates in place, dropout, and products
// with bias and activation. Backends that fuse nothing compose the same here.
import * as tf from '@tensorflow/tfjs-core';
import { optimizerDefinitions } from '../../../contract/model/optimizers';
import type { OptimizerSpec } from '../../../contract/model/recipe';
import { SeededDropout } from '../../net/layers/dropout';
import { lossTensor, type Loss } from '../../net/training/losses';
import { Optimizer } from '../../net/optimizers/optimizers';
import type { SelfTestCase } from './self-test-case';
import { selfTestCases } from './self-test-cases';

/** Numbers in (−1, 1) that repeat nowhere, made without the backend under test. */
function values(shape: number[], seed: number, scale = 1): tf.Tensor {
  const data = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) => {
    const turn = (i + 1) * Math.SQRT2 + seed * Math.E;
    return (2 * (turn - Math.floor(turn)) - 1) * scale;
  });
  return tf.tensor(data, shape);
}

/** A case that is needed by the same nets as another one. */
function neededAs(other: string, operation: string, run: () => tf.Tensor[]): SelfTestCase {
  const like = selfTestCases.find((test) => test.operation === other);
  if (!like) throw new Error(`no self-test case ${other}`);
  return { ...like, operation, run };
}

/** Values and gradients by all inputs, with a gradient from above that differs in every cell. */
function withGradients(f: (...xs: tf.Tensor[]) => tf.Tensor, xs: tf.Tensor[]): tf.Tensor[] {
  const y = f(...xs);
  return [y, ...tf.grads(f)(xs, values(y.shape, 9))];
}

function lossCase(loss: Loss): tf.Tensor[] {
  const shape = [37, loss.outputs];
  const raw = values(shape, 2, 2) as tf.Tensor2D;
  const targets =
    loss.kind === 'multiclass' ? tf.softmax(raw) : loss.kind === 'binary' ? tf.sigmoid(raw) : raw;
  return withGradients((z) => lossTensor(loss, z as tf.Tensor2D, targets, 64), [values(shape, 1, 8)]);
}

const losses: Loss[] = [
  { kind: 'multiclass', labelSmoothing: 0, outputs: 10 },
  { kind: 'binary', labelSmoothing: 0, outputs: 1 },
  { kind: 'mse', outputs: 1 },
  { kind: 'huber', outputs: 1 },
];

const learningRate = 0.01;
const optimizers: readonly OptimizerSpec[] = optimizerDefinitions.map(({ start }) => ({
  ...start,
  learningRate,
}));

/** Weights and slots after two updates. */
function updates(spec: OptimizerSpec): tf.Tensor[] {
  const weights = [
    [37, 10],
    [10, 4],
  ].map((shape, i) => ({
    name: `${i}/kernel`,
    variable: tf.variable(values(shape, i)),
    trainable: true,
    kernel: true,
  }));
  const optimizer = new Optimizer(spec, { l1: 0.01, l2: 0.01, clipNorm: null }, weights);
  for (const step of [1, 2]) {
    const gradients = weights.map(({ variable }) => [variable.name, values(variable.shape, step + 2)]);
    optimizer.apply(Object.fromEntries(gradients), learningRate, step);
  }
  const changed = [...weights, ...optimizer.slots].map(({ variable }) => variable.clone());
  optimizer.dispose();
  for (const { variable } of weights) variable.dispose();
  return changed;
}

function droppedOut(): tf.Tensor[] {
  const layer = new SeededDropout({ name: 'self-test', rate: 0.3, seed: 4_000_000_000, layer: 2 });
  layer.step = 3;
  return withGradients((x) => layer.apply(x, { training: true }) as tf.Tensor, [values([37, 10], 1)]);
}

/** Every fused operation that is held against the CPU. */
export const fusedCases: readonly SelfTestCase[] = [
  ...losses.map((loss) => neededAs('adam-update', `loss-${loss.kind}`, () => lossCase(loss))),
  ...optimizers.map((spec) => neededAs('adam-update', `update-${spec.kind}`, () => updates(spec))),
  neededAs('adam-update', 'seeded-dropout', droppedOut),
  neededAs('adam-update', 'matmul-in-parts', () => {
    const [a, b] = [values([8, 1200], 1), values([1200, 12], 2)];
    return [tf.matMul(a, b), tf.matMul(a, tf.transpose(b), false, true)];
  }),
  neededAs('adam-update', 'matmul-bias-activation', () => [
    tf.fused.matMul({
      a: values([37, 20], 1),
      b: values([20, 12], 2),
      bias: values([12], 3),
      activation: 'relu',
    }),
  ]),
  neededAs('conv2d-aligned', 'conv2d-bias-activation', () => [
    tf.fused.conv2d({
      x: values([3, 9, 8, 4], 1) as tf.Tensor4D,
      filter: values([3, 3, 4, 8], 2) as tf.Tensor4D,
      strides: 1,
      pad: 'same',
      bias: values([8], 3),
      activation: 'relu',
    }),
  ]),
];
