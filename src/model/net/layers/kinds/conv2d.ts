// Convolution, with or without dilation.
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { SpecOf } from '../../../../contract/model/layers/registry';
import { image, smallImage, values, withGradient } from '../../../backends/self-test/self-test-case';
import type { SelfTestCase } from '../../../backends/self-test/self-test-case';
import type { Extent, Tensor } from '../../../compiled/step/graph/tensor';
import { activated } from '../../../compiled/step/operations/affine';
import { conv2d, padSame } from '../../../compiled/step/operations/convolution';
import { addTensors, isMonotone } from '../../../compiled/step/operations/elementwise';
import { maxPool } from '../../../compiled/step/operations/pooling';
import { DilatedConv2d, dilatedConv2d } from '../dilated-conv';
import type { LayerForm, LowerContext } from '../form';

type Spec = SpecOf<'conv2d'>;

interface Convolution {
  input: [number, number, number, number];
  filter: [number, number, number, number];
  stride: number;
  pad: 'valid' | 'same';
}
const convolutions: Record<string, Convolution> = {
  'one-channel': { input: [5, 14, 13, 1], filter: [3, 3, 1, 12], stride: 1, pad: 'valid' },
  strided: { input: [2, 11, 12, 5], filter: [5, 5, 5, 7], stride: 2, pad: 'same' },
  aligned: { input: [4, 8, 8, 16], filter: [3, 3, 16, 32], stride: 1, pad: 'same' },
};

function casesOf(name: string, { input, filter, stride, pad }: Convolution): SelfTestCase[] {
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

const dilatedCase: SelfTestCase = {
  operation: 'conv2d-dilated',
  part: 'convolution',
  run: () =>
    withGradient(
      (x) => dilatedConv2d(x as tf.Tensor4D, image([3, 3, 5, 2], 2, 0.3), 'same', 2),
      image(smallImage, 1),
    ),
};

/** The convolution, its largest sums of each window where there is a pooling, then bias and activation. */
function convolve(
  spec: Spec,
  x: Tensor,
  { graph, weight, extent }: LowerContext,
  pool: { size: number; extent: Extent } | null,
): Tensor {
  const { strides, padding, dilation = 1, activation } = spec;
  const padded = padding === 'same' ? padSame(graph, x, spec) : x;
  const sliding = { stride: strides, dilation, places: extent! };
  const convolved = conv2d(graph, padded, weight('kernel'), sliding);
  const windowed = pool ? maxPool(graph, convolved, pool.size, pool.extent) : convolved;
  return activated(graph, addTensors(graph, windowed, weight('bias')), activation);
}

export const layer: LayerForm<'conv2d'> = {
  kind: 'conv2d',
  build(spec, { name, use }) {
    const { filters, kernelSize, strides, padding, activation, dilation = 1 } = spec;
    if (dilation > 1 && use.kind !== 'export') return new DilatedConv2d({ name, spec });
    return tfl.layers.conv2d({
      name,
      ...{ filters, kernelSize, strides, padding, activation, kernelInitializer: 'zeros' },
      ...(dilation > 1 ? { dilationRate: dilation } : {}),
    });
  },
  weights: { kernel: 'kernel' },
  mixes: true,
  kernels: ({ dilation = 1 }) => [
    ...['Conv2D', 'FusedConv2D', 'Conv2DBackpropFilter', 'Conv2DBackpropInput'],
    // What cuts an image into the phases of a dilated kernel and joins them again.
    ...(dilation > 1 ? ['BatchToSpaceND', 'SpaceToBatchND'] : []),
  ],
  longestSum: ({ filters, kernelSize }) => filters * kernelSize ** 2,
  part: 'convolution',
  selfTests: [
    ...Object.entries(convolutions).flatMap(([name, convolution]) => casesOf(name, convolution)),
    dilatedCase,
  ],
  lower: (spec, x, context) => convolve(spec, x, context, null),
  // A maximum over a window commutes with the bias and with what never turns an order around: a quarter of the work.
  lowerBoth(spec, next, x, context) {
    if (next.kind !== 'maxPool2d' || !isMonotone(spec.activation)) return null;
    return convolve(spec, x, context, { size: next.size, extent: context.nextExtent! });
  },
  crops: true,
  readExtent({ padding, kernelSize, strides, dilation = 1 }, [height, width]) {
    if (padding === 'same') return null;
    const along = (places: number) => (places - 1) * strides + (kernelSize - 1) * dilation + 1;
    return [along(height), along(width)];
  },
};
