// Dropout: its mask is a function of seed, layer and step.
import * as tfl from '@tensorflow/tfjs-layers';
import { dropout } from '../../../compiled/step/operations/elementwise';
import { streamOf } from '../../training/streams';
import { SeededDropout } from '../dropout';
import type { LayerForm } from '../form';

export const layer: LayerForm<'dropout'> = {
  kind: 'dropout',
  build: ({ rate }, { name, index, use }) =>
    use.kind === 'train'
      ? new SeededDropout({ name, rate, seed: use.seed, layer: index })
      : tfl.layers.dropout({ name, rate }),
  kernels: () => ['Multiply'],
  lower: ({ rate }, x, { graph, training, index }) =>
    training && rate > 0 ? dropout(graph, x, rate, streamOf('dropout', index)) : x,
};
