// Nets whose gradients are held against finite differences: every kind of layer that draws no chance and has no corners, in odd shapes.
import * as tf from '@tensorflow/tfjs-core';
import type { LayerSpec } from '../../../src/contract/model/recipe';
import { Philox } from '../../../src/domain/random';
import type { Network } from '../../../src/model/net/network';
import type { LayerNet } from './layer-nets';
import { averagePool, conv, dense, depthwise, flatten, reshape } from './layer-specs';

const smooth = 'tanh';

const cases: [string, LayerSpec[], number[]][] = [
  [
    'conv2d, dilation 2, same',
    [conv(2, { padding: 'same', activation: smooth, dilation: 2 }), flatten],
    [5, 7, 2],
  ],
  [
    'conv2d, dilation 3, valid',
    [conv(3, { kernelSize: 2, activation: 'gelu', dilation: 3 }), flatten],
    [7, 5, 1],
  ],
  [
    'depthwiseConv2d',
    [depthwise({ strides: 2, padding: 'same', multiplier: 2, activation: smooth }), flatten],
    [5, 7, 3],
  ],
  ['upsampling2d', [{ kind: 'upsampling2d', size: 3 }, averagePool(2), flatten], [3, 2, 2]],
  ['globalMaxPool2d', [conv(3, { activation: smooth }), { kind: 'globalMaxPool2d' }], [6, 5, 2]],
  ['reshape and a dense layer over a sequence', [reshape(5, 3), dense(4, smooth), flatten], [15]],
  ['layerNorm of a vector', [{ kind: 'layerNorm' }], [7]],
  ['layerNorm of a sequence', [reshape(3, 5), { kind: 'layerNorm' }, flatten], [15]],
  [
    'embedding, positions, pooling',
    [
      { kind: 'embedding', vocabulary: 7, units: 3 },
      { kind: 'positionEmbedding' },
      { kind: 'globalAveragePool1d' },
    ],
    [5],
  ],
  [
    'attention over tokens, causal and masked',
    [
      { kind: 'embedding', vocabulary: 7, units: 6 },
      { kind: 'attention', heads: 3, causal: true, maskZero: true },
      flatten,
    ],
    [5],
  ],
  [
    'attention',
    [reshape(3, 4), { kind: 'attention', heads: 2, causal: false, maskZero: false }, flatten],
    [12],
  ],
  ['lstm', [reshape(4, 3), { kind: 'lstm', units: 5, returnSequences: false }], [12]],
  [
    'lstm over lstm',
    [
      reshape(4, 2),
      { kind: 'lstm', units: 3, returnSequences: true },
      { kind: 'lstm', units: 2, returnSequences: false },
    ],
    [8],
  ],
  ['gru', [reshape(4, 3), { kind: 'gru', units: 5, returnSequences: true }, flatten], [12]],
  ['lstm of one step', [reshape(1, 3), { kind: 'lstm', units: 2, returnSequences: false }], [3]],
  [
    'add, of a layer and of the input',
    [dense(5, smooth), dense(5, smooth), { kind: 'add', from: 0 }, { kind: 'add', from: -1 }],
    [5],
  ],
  [
    'concat, of images',
    [
      conv(3, { padding: 'same', activation: smooth }),
      { kind: 'concat', from: -1 },
      { kind: 'concat', from: 0 },
      { kind: 'globalAveragePool2d' },
    ],
    [3, 5, 2],
  ],
];

export const gradientNets: LayerNet[] = cases.map(([name, layers, inputShape]) => ({
  name,
  layers,
  inputShape,
}));

/** Every weight drawn anew, biases and gains too, so that nothing is 0 or 1 by chance. */
export function fillRandomly({ variables }: Network): void {
  const random = new Philox(31, 7);
  for (const { variable } of variables) {
    const values = Float32Array.from({ length: variable.size }, () => 0.7 * random.normal());
    tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
  }
}

/** Samples [rows, …shape], normally distributed; token ids where the first layer embeds. */
export function randomInput(
  layers: readonly LayerSpec[],
  shape: readonly number[],
  rows: number,
): Float32Array {
  const random = new Philox(32, 7);
  const size = shape.reduce((product, side) => product * side, rows);
  const [first] = layers;
  return Float32Array.from({ length: size }, () =>
    first?.kind === 'embedding' ? random.below(first.vocabulary) : random.normal(),
  );
}
