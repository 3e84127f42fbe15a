// The largest of each window.
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { image, smallImage, withGradient } from '../../../backends/self-test/self-test-case';
import { maxPool } from '../../../compiled/step/operations/pooling';
import type { LayerForm } from '../form';

export const layer: LayerForm<'maxPool2d'> = {
  kind: 'maxPool2d',
  build: ({ size }, { name }) => tfl.layers.maxPooling2d({ name, poolSize: size }),
  kernels: () => ['MaxPool', 'MaxPoolGrad'],
  part: 'convolution',
  selfTests: [
    {
      operation: 'max-pool-gradient',
      part: 'convolution',
      run: () => withGradient((x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'), image(smallImage, 1)),
    },
    {
      operation: 'max-pool-overlapping',
      part: 'convolution',
      run: () => withGradient((x) => tf.maxPool(x as tf.Tensor4D, 3, 2, 'same'), image(smallImage, 1)),
    },
  ],
  lower: ({ size }, x, { graph, extent }) => maxPool(graph, x, size, extent!),
  crops: true,
  readExtent: ({ size }, [height, width]) => [height * size, width * size],
};
