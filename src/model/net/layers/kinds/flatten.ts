// A sample in one row.
import * as tfl from '@tensorflow/tfjs-layers';
import { elementsOf } from '../../../compiled/step/graph/tensor';
import type { LayerForm } from '../form';

export const layer: LayerForm<'flatten'> = {
  kind: 'flatten',
  // tfjs' own refuses what is flat already.
  build: (_, { name, inputShape }) =>
    inputShape.length > 1
      ? tfl.layers.flatten({ name })
      : tfl.layers.activation({ name, activation: 'linear' }),
  kernels: () => ['Reshape'],
  lower: (_, x, { graph }) => graph.reshape(x, [x.shape[0]!, elementsOf(x.shape) / x.shape[0]!]),
};
