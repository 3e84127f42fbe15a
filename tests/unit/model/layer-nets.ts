// Small nets that between them hold every kind of layer, for tests of training and of backends.
import type { LayerSpec } from '../../../src/contract/model/recipe';
import { averagePool, conv, dense, depthwise, flatten, reshape } from './layer-specs';

/** A net over samples of a shape; token ids where its first layer embeds. */
export interface LayerNet {
  name: string;
  layers: LayerSpec[];
  inputShape: number[];
}

export const embedding: LayerSpec = { kind: 'embedding', vocabulary: 12, units: 4 };
const dropout: LayerSpec = { kind: 'dropout', rate: 0.2 };

export const layerNets: LayerNet[] = [
  {
    name: 'a residual net of convolutions, dilated and depthwise',
    layers: [
      conv(3, { dilation: 2, padding: 'same' }),
      depthwise({ padding: 'same' }),
      { kind: 'add', from: 0 },
      flatten,
      dropout,
    ],
    inputShape: [6, 6, 1],
  },
  {
    name: 'a U-Net of one level',
    layers: [
      conv(2, { padding: 'same' }),
      averagePool(2),
      depthwise({ kernelSize: 2, multiplier: 2, padding: 'same', strides: 3 }),
      { kind: 'upsampling2d', size: 6 },
      { kind: 'concat', from: 0 },
      { kind: 'batchNorm' },
      flatten,
    ],
    inputShape: [6, 6, 1],
  },
  {
    name: 'a transformer over tokens',
    layers: [
      embedding,
      { kind: 'positionEmbedding' },
      { kind: 'layerNorm' },
      { kind: 'attention', heads: 2, causal: true, maskZero: true },
      dropout,
      { kind: 'add', from: 1 },
      dense(4, 'gelu'),
      { kind: 'add', from: 5 },
      { kind: 'globalAveragePool1d' },
    ],
    inputShape: [6],
  },
  {
    name: 'an LSTM over a GRU',
    layers: [
      reshape(4, 2),
      { kind: 'gru', units: 5, returnSequences: true },
      { kind: 'lstm', units: 4, returnSequences: false },
    ],
    inputShape: [8],
  },
];
