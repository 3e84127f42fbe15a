// What is neither convolution nor pooling, and whose gradients are held against their slopes; not a test itself.
import * as tf from '@tensorflow/tfjs-core';
import { SeededDropout } from '../../../../src/model/net/layers/dropout';
import { lossTensor, type Loss } from '../../../../src/model/net/training/losses';
import { operandShape, transposes } from '../shapes';
import { any, apart, bent, cornered, drawn, signed, small, straight, type SlopeCase } from './slope-case';

const productCases = transposes.flatMap(([transposeA, transposeB]) =>
  [
    { a: [9, 11], b: [11, 7] },
    { a: [8, 20], b: [20, 12] },
    { a: [5, 301], b: [301, 3] }, // summed in parts
    { a: [2, 3, 5, 7], b: [2, 3, 7, 6] },
  ].map(({ a, b }): SlopeCase => ({
    name: `matMul, ${a.join()} by ${b.join()}, transposed: ${transposeA} and ${transposeB}`,
    kernels: ['BatchMatMul'],
    inputs: [any(...operandShape(a, transposeA)), any(...operandShape(b, transposeB))],
    apply: (x, y) => tf.matMul(x!, y!, transposeA, transposeB),
    ...straight,
  })),
);

/** tfjs fuses the value; the gradient it fuses where there is no activation, and composes otherwise. */
const fusedCases = (['linear', 'relu', 'elu', 'sigmoid'] as const).flatMap((activation) =>
  [false, true].map((transposed): SlopeCase => ({
    name: `fused matMul, ${activation}, transposed: ${transposed}`,
    // Stock wasm (4.22) adds the wrong bias where a fused operand is transposed; nothing of ours asks it to.
    kernels: transposed ? ['_FusedMatMul'] : ['_FusedMatMul', 'BatchMatMul', 'Sum'],
    inputs:
      activation === 'relu'
        ? [signed(0, 9, 11), signed(transposed ? 0 : 1, ...operandShape([11, 8], transposed)), small(any(8))]
        : [any(9, 11), any(...operandShape([11, 8], transposed)), any(8)],
    apply: (a, b, bias) => tf.fused.matMul({ a: a!, b: b!, transposeB: transposed, bias: bias!, activation }),
    ...{ linear: straight, relu: cornered, elu: bent, sigmoid: bent }[activation],
  })),
);

const reductions = [
  { shape: [37, 10], axes: [0] },
  { shape: [37, 8], axes: [0] },
  { shape: [7, 50], axes: [1] },
  { shape: [3, 5, 4, 6], axes: [0, 1, 2] },
  { shape: [5, 6, 7], axes: [1] },
];
const reductionCases = reductions.flatMap(({ shape, axes }) =>
  (['sum', 'mean', 'max'] as const).map((name): SlopeCase => ({
    name: `${name} of ${shape.join()} over ${axes.join()}`,
    kernels: [{ sum: 'Sum', mean: 'Mean', max: 'Max' }[name]],
    inputs: [name === 'max' ? apart(...shape) : any(...shape)],
    apply: (x) => tf[name](x!, axes),
    ...(name === 'max' ? cornered : straight),
  })),
);

const elementwiseCases: SlopeCase[] = [
  ...[5, 8].map((channels) => ({
    name: `a bias of ${channels}`,
    kernels: ['Add', 'Sum'],
    inputs: [any(3, 5, 4, channels), any(channels)],
    apply: tf.add,
    ...straight,
  })),
  ...[9, 8].map((columns) => ({
    name: `relu of 7 by ${columns}`,
    kernels: ['Relu', 'ReluGrad'],
    inputs: [apart(7, columns)],
    apply: tf.relu,
    ...cornered,
  })),
  ...[0.25, 0.5].map((rate) => {
    const layer = new SeededDropout({ name: `drop-${rate}`, rate, seed: 77, layer: 3 });
    layer.firstRow = 1; // so that its random numbers begin within a block
    return {
      name: `dropout of ${rate}`,
      kernels: ['SeededDropout'],
      inputs: [any(7, 9)],
      apply: (x: tf.Tensor) => layer.apply(x, { training: true }) as tf.Tensor,
      ...straight,
    };
  }),
];

const ids = (values: number[], ...shape: number[]): tf.Tensor =>
  tf.tensor(values, shape.length === 0 ? [values.length] : shape, 'int32');

const pieceCases: SlopeCase[] = [
  ...[
    { shape: [4, 6], axis: 0 },
    { shape: [4, 8], axis: 0 },
    { shape: [3, 4, 5], axis: 1 },
  ].map(({ shape, axis }) => ({
    name: `gather of ${shape.join()} along ${axis}`,
    kernels: ['GatherV2', 'UnsortedSegmentSum'],
    inputs: [any(...shape)],
    apply: (x: tf.Tensor) => tf.gather(x, ids([3, 0, 3, 1, 3, 0], 2, 3), axis),
    ...straight,
  })),
  {
    name: 'sums by segment',
    kernels: ['UnsortedSegmentSum', 'GatherV2'],
    inputs: [any(6, 5)],
    apply: (x) => tf.unsortedSegmentSum(x!, ids([4, 0, 4, 1, 3, 4]) as tf.Tensor1D, 6),
    ...straight,
  },
  {
    name: 'a slice',
    kernels: ['Slice'],
    inputs: [any(4, 5, 6)],
    apply: (x) => tf.slice(x!, [1, 2, 3], [2, 3, 2]),
    ...straight,
  },
  {
    name: 'pieces, unlike each other',
    kernels: ['SplitV'],
    inputs: [any(4, 5, 6)],
    apply: (x) => {
      const [first, second, third] = tf.split(x!, [1, 2, 2], 1);
      return tf.concat([tf.mul(third!, 3), first!, tf.mul(second!, 2)], 1);
    },
    ...straight,
  },
  {
    name: 'steps, unlike each other',
    kernels: ['Unpack'],
    inputs: [any(4, 3, 6)],
    apply: (x) => tf.stack(tf.unstack(x!, 1).map((step, i) => tf.mul(step, i + 1))),
    ...straight,
  },
];

const losses: Loss[] = [
  { kind: 'multiclass', labelSmoothing: 0, outputs: 5 },
  { kind: 'binary', labelSmoothing: 0, outputs: 1 },
  { kind: 'mse', outputs: 1 },
  { kind: 'huber', outputs: 1 },
];
const rows = 7;
const lossCases = losses.map((loss): SlopeCase => {
  const shape: [number, number] = [rows, loss.outputs];
  return {
    name: `the loss ${loss.kind}`,
    kernels: ['LossGradient'],
    inputs: [{ shape, values: any(...shape).values.map((value) => 2 * value) }],
    apply: (z) => {
      const raw = tf.tensor2d(drawn(rows * loss.outputs, 2), shape);
      const targets =
        loss.kind === 'multiclass' ? tf.softmax(raw) : loss.kind === 'binary' ? tf.sigmoid(raw) : raw;
      return lossTensor(loss, z as tf.Tensor2D, targets, rows + 2);
    },
    ...bent,
  };
});

/** All of them. */
export const otherCases: SlopeCase[] = [
  ...productCases,
  ...fusedCases,
  ...reductionCases,
  ...elementwiseCases,
  ...pieceCases,
  ...lossCases,
];
