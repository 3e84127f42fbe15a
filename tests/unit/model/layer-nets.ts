// Small nets that between them hold every kind of layer, for tests of training and of backends.
import type { LayerSpec } from '../../../src/contract/recipe';

/** A net over samples of a shape; token ids where its first layer embeds. */
export interface LayerNet {
  name: string;
  layers: LayerSpec[];
  inputShape: number[];
}

export const flatten: LayerSpec = { kind: 'flatten' };
export const embedding: LayerSpec = { kind: 'embedding', vocabulary: 12, units: 4 };
const dropout: LayerSpec = { kind: 'dropout', rate: 0.2 };
const same = { strides: 1, padding: 'same', activation: 'relu' } as const;

export const layerNets: LayerNet[] = [
  {
    name: 'a residual net of convolutions, dilated and depthwise',
    layers: [
      { kind: 'conv2d', filters: 3, kernelSize: 3, dilation: 2, ...same },
      { kind: 'depthwiseConv2d', kernelSize: 3, multiplier: 1, ...same },
      { kind: 'add', from: 0 },
      flatten,
      dropout,
    ],
    inputShape: [6, 6, 1],
  },
  {
    name: 'a U-Net of one level',
    layers: [
      { kind: 'conv2d', filters: 2, kernelSize: 3, ...same },
      { kind: 'averagePool2d', size: 2 },
      { kind: 'depthwiseConv2d', kernelSize: 2, multiplier: 2, ...same, strides: 3 },
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
      { kind: 'dense', units: 4, activation: 'gelu' },
      { kind: 'add', from: 5 },
      { kind: 'globalAveragePool1d' },
    ],
    inputShape: [6],
  },
  {
    name: 'an LSTM over a GRU',
    layers: [
      { kind: 'reshape', shape: [4, 2] },
      { kind: 'gru', units: 5, returnSequences: true },
      { kind: 'lstm', units: 4, returnSequences: false },
    ],
    inputShape: [8],
  },
];
