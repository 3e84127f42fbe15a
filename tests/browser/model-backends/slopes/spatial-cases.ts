// Convolutions and poolings whose gradients are held against their slopes; not a test itself.
import * as tf from '@tensorflow/tfjs-core';
import { any, apart, bent, cornered, four, signed, small, straight, type SlopeCase } from './slope-case';

type Pair = [number, number];
type Shape4 = [number, number, number, number];
type Sides = number | Pair;
type Padding = 'valid' | 'same' | [Pair, Pair, Pair, Pair];

const convolutions: [input: Shape4, filter: Shape4, stride: Sides, padding: Padding][] = [
  [[3, 9, 8, 2], [4, 2, 2, 5], [2, 1], 'same'],
  [[2, 7, 11, 3], [3, 3, 3, 4], 1, 'valid'],
  [[5, 9, 8, 4], [3, 3, 4, 8], 2, 'same'],
  [[2, 6, 7, 3], [1, 1, 3, 7], 1, 'valid'],
  [[1, 7, 6, 3], [2, 2, 3, 5], 5, 'same'], // some cells lie in no window
  [[2, 6, 5, 4], [2, 2, 4, 8], 1, [[0, 0], [3, 2], [2, 3], [0, 0]]], // prettier-ignore
];

const convolutionCases = convolutions.map(([input, filter, stride, padding]): SlopeCase => ({
  name: `conv2d, ${input.join()} by ${filter.join()}, stride ${stride.toString()}, ${padding.toString()}`,
  kernels: ['Conv2D', 'Conv2DBackpropFilter', 'Conv2DBackpropInput'],
  inputs: [any(...input), any(...filter)],
  apply: (x, w) => tf.conv2d(four(x!), four(w!), stride, padding),
  ...straight,
}));

const depthwise: [input: Shape4, filter: Shape4, stride: number, padding: 'valid' | 'same'][] = [
  [[3, 9, 8, 4], [3, 3, 4, 1], 1, 'same'],
  [[2, 11, 10, 3], [5, 2, 3, 2], 2, 'valid'],
  [[3, 9, 8, 4], [3, 3, 4, 3], 2, 'same'],
  [[2, 4, 7, 3], [2, 2, 3, 1], 4, 'same'], // some cells lie in no window
];

const depthwiseKernels = ['', 'BackpropFilter', 'BackpropInput'].map((end) => `DepthwiseConv2dNative${end}`);
const depthwiseCases = depthwise.map(([input, filter, stride, padding]): SlopeCase => ({
  name: `depthwise, ${input.join()} by ${filter.join()}, stride ${stride}, ${padding}`,
  kernels: depthwiseKernels,
  inputs: [any(...input), any(...filter)],
  apply: (x, w) => tf.depthwiseConv2d(four(x!), four(w!), stride, padding),
  ...straight,
}));

/** tfjs fuses the value; the gradient it fuses where there is no activation, and composes otherwise. */
const fusedCases = (['linear', 'relu', 'elu'] as const).flatMap((activation): SlopeCase[] => {
  const [image, filter, perChannel] = [
    [3, 9, 7, 4],
    [4, 3, 4, 8],
    [3, 3, 4, 2],
  ] as const;
  const hasCorner = activation === 'relu';
  const inputs = (weights: readonly number[]) =>
    hasCorner
      ? [signed(0, ...image), signed(3, ...weights), small(any(8))]
      : [any(...image), any(...weights), any(8)];
  const options = { strides: 2, pad: 'same', activation } as const;
  const settings = { linear: straight, relu: cornered, elu: bent }[activation];
  return [
    {
      name: `fused conv2d, ${activation}`,
      kernels: ['FusedConv2D', 'Conv2DBackpropFilter', 'Conv2DBackpropInput', 'Sum'],
      inputs: inputs(filter),
      apply: (x, w, bias) => tf.fused.conv2d({ x: four(x!), filter: four(w!), bias: bias!, ...options }),
      ...settings,
    },
    {
      name: `fused depthwise, ${activation}`,
      kernels: ['FusedDepthwiseConv2D', ...depthwiseKernels.slice(1), 'Sum'],
      inputs: inputs(perChannel),
      apply: (x, w, bias) =>
        tf.fused.depthwiseConv2d({ x: four(x!), filter: four(w!), bias: bias!, ...options }),
      ...settings,
    },
  ];
});

const largest: [input: Shape4, size: Sides, stride: Sides, padding: 'valid' | 'same'][] = [
  [[3, 7, 9, 5], 2, 2, 'valid'],
  [[2, 8, 7, 4], 2, 2, 'same'],
  [[2, 7, 6, 4], 3, 2, 'same'],
  [[2, 7, 6, 3], 3, 1, 'same'],
  [[2, 9, 7, 3], [3, 2], [2, 3], 'same'],
  [[2, 7, 9, 4], 2, 3, 'same'],
  [[1, 11, 12, 4], 5, 5, 'valid'],
];

const largestCases = largest.map(([input, size, stride, padding]): SlopeCase => ({
  name: `largest of ${size.toString()} in ${input.join()}, stride ${stride.toString()}, ${padding}`,
  kernels: ['MaxPool', 'MaxPoolGrad'],
  inputs: [apart(...input)],
  apply: (x) => tf.maxPool(four(x!), size, stride, padding),
  ...cornered,
}));

/** No padding here: of padded windows tfjs averages the cells inside, but its gradient divides by all, on every backend. */
const averages: [input: Shape4, size: Sides, stride: Sides][] = [
  [[3, 7, 9, 5], 2, 2],
  [[2, 7, 6, 4], 3, 1],
  [
    [2, 9, 8, 3],
    [3, 2],
    [2, 3],
  ],
];

const averageCases = averages.map(([input, size, stride]): SlopeCase => ({
  name: `average of ${size.toString()} in ${input.join()}, stride ${stride.toString()}`,
  kernels: ['AvgPool', 'AvgPoolGrad'],
  inputs: [any(...input)],
  apply: (x) => tf.avgPool(four(x!), size, stride, 'valid'),
  ...straight,
}));

/** All of them. */
export const spatialCases: SlopeCase[] = [
  ...convolutionCases,
  ...depthwiseCases,
  ...fusedCases,
  ...largestCases,
  ...averageCases,
];
