// Depthwise convolution: each channel by kernels of its own.
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { image, smallImage, values } from '../../../backends/self-test/self-test-case';
import { activated } from '../../../compiled/step/operations/affine';
import { padSame } from '../../../compiled/step/operations/convolution';
import { depthwiseConv2d } from '../../../compiled/step/operations/depthwise';
import { addTensors } from '../../../compiled/step/operations/elementwise';
import type { LayerForm } from '../form';

function withGradients(): tf.Tensor[] {
  const [x, w] = [image(smallImage, 1), image([3, 3, 5, 2], 2, 0.3)];
  const over = (v: tf.Tensor, filter: tf.Tensor): tf.Tensor =>
    tf.depthwiseConv2d(v as tf.Tensor4D, filter as tf.Tensor4D, 2, 'same');
  const y = over(x, w);
  return [y, ...tf.grads(over)([x, w], values(y.shape, 3))];
}

export const layer: LayerForm<'depthwiseConv2d'> = {
  kind: 'depthwiseConv2d',
  build: ({ kernelSize, strides, padding, multiplier, activation }, { name }) =>
    tfl.layers.depthwiseConv2d({
      name,
      ...{ kernelSize, strides, padding, activation },
      depthMultiplier: multiplier,
      depthwiseInitializer: 'zeros',
    }),
  weights: { depthwise_kernel: 'depthwise' },
  mixes: true,
  kernels: () => [
    'DepthwiseConv2dNative',
    'DepthwiseConv2dNativeBackpropFilter',
    'DepthwiseConv2dNativeBackpropInput',
  ],
  part: 'convolution',
  selfTests: [{ operation: 'depthwise', part: 'convolution', run: withGradients }],
  lower(spec, x, { graph, weight }) {
    const padded = spec.padding === 'same' ? padSame(graph, x, spec) : x;
    const convolved = depthwiseConv2d(graph, padded, weight('depthwise_kernel'), spec.strides);
    return activated(graph, addTensors(graph, convolved, weight('bias')), spec.activation);
  },
};
