// The mean of each window.
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { image, smallImage, withGradient } from '../../../backends/self-test/self-test-case';
import { averagePool } from '../../../compiled/step/operations/pooling';
import type { LayerForm } from '../form';

export const layer: LayerForm<'averagePool2d'> = {
  kind: 'averagePool2d',
  build: ({ size }, { name }) => tfl.layers.averagePooling2d({ name, poolSize: size }),
  kernels: () => ['AvgPool', 'AvgPoolGrad'],
  part: 'convolution',
  selfTests: [
    {
      operation: 'average-pool-gradient',
      part: 'convolution',
      run: () => withGradient((x) => tf.avgPool(x as tf.Tensor4D, 2, 2, 'valid'), image(smallImage, 1)),
    },
  ],
  lower: ({ size }, x, { graph, extent }) => averagePool(graph, x, size, extent!),
  crops: true,
  readExtent: ({ size }, [height, width]) => [height * size, width * size],
};
