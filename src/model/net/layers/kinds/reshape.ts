// A sample in another shape.
import * as tfl from '@tensorflow/tfjs-layers';
import type { LayerForm } from '../form';

export const layer: LayerForm<'reshape'> = {
  kind: 'reshape',
  build: ({ shape }, { name }) => tfl.layers.reshape({ name, targetShape: [...shape] }),
  kernels: () => ['Reshape'],
  lower: ({ shape }, x, { graph }) => graph.reshape(x, [x.shape[0]!, ...shape]),
};
