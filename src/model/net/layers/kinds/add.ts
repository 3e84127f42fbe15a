// The sum with an earlier layer's output: a residual connection (He et al. 2016).
import * as tfl from '@tensorflow/tfjs-layers';
import { addTensors } from '../../../compiled/step/operations/elementwise';
import type { LayerForm } from '../form';

export const layer: LayerForm<'add'> = {
  kind: 'add',
  build: (_, { name }) => tfl.layers.add({ name }),
  kernels: () => [],
  lower: ({ from }, x, { graph, values }) => addTensors(graph, x, values[from + 1]!),
};
