// Channels beside those of an earlier layer's output.
import * as tfl from '@tensorflow/tfjs-layers';
import { concatLast } from '../../../compiled/step/operations/elementwise';
import type { LayerForm } from '../form';

export const layer: LayerForm<'concat'> = {
  kind: 'concat',
  build: (_, { name }) => tfl.layers.concatenate({ name, axis: -1 }),
  kernels: () => ['Concat', 'SplitV'],
  lower: ({ from }, x, { graph, values }) => concatLast(graph, x, values[from + 1]!),
};
