// The mean of each channel over an image.
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { image, smallImage, withGradient } from '../../../backends/self-test/self-test-case';
import { meanPlaces } from '../../../compiled/step/operations/reduction';
import type { LayerForm } from '../form';

export const layer: LayerForm<'globalAveragePool2d'> = {
  kind: 'globalAveragePool2d',
  build: (_, { name }) => tfl.layers.globalAveragePooling2d({ name }),
  kernels: () => ['Mean'],
  part: 'convolution',
  selfTests: [
    {
      operation: 'global-average-pool',
      part: 'convolution',
      run: () => withGradient((x) => tf.mean(x, [1, 2]), image(smallImage, 1)),
    },
  ],
  lower: (_, x, { graph }) => meanPlaces(graph, x),
};
