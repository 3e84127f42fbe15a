// The mean of each channel over the steps of a sequence.
import * as tfl from '@tensorflow/tfjs-layers';
import { meanPlaces } from '../../../compiled/step/operations/reduction';
import type { LayerForm } from '../form';

export const layer: LayerForm<'globalAveragePool1d'> = {
  kind: 'globalAveragePool1d',
  build: (_, { name }) => tfl.layers.globalAveragePooling1d({ name }),
  kernels: () => ['Mean'],
  lower: (_, x, { graph }) => meanPlaces(graph, x),
};
