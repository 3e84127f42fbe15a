// Every kind of layer, forward through a net and back, against central differences; odd shapes throughout.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { LayerSpec } from '../../../src/contract/recipe';
import { outputShapes } from '../../../src/domain/shapes';
import { Philox } from '../../../src/domain/random';
import { applyNetwork, buildNetwork, type Network } from '../../../src/model/zoo/network';
import { startCpu } from './cpu';

beforeAll(startCpu);

const rows = 3;
const smooth = 'tanh';
const reshape = (...shape: number[]): LayerSpec => ({ kind: 'reshape', shape });
const flatten: LayerSpec = { kind: 'flatten' };

/** Name, layers, input shape; token ids as input where the first layer embeds. */
const cases: [string, LayerSpec[], number[]][] = [
  [
    'conv2d, dilation 2, same',
    [
      {
        kind: 'conv2d',
        filters: 2,
        kernelSize: 3,
        strides: 1,
        padding: 'same',
        activation: smooth,
        dilation: 2,
      },
      flatten,
    ],
    [5, 7, 2],
  ],
  [
    'conv2d, dilation 3, valid',
    [
      {
        kind: 'conv2d',
        filters: 3,
        kernelSize: 2,
        strides: 1,
        padding: 'valid',
        activation: 'gelu',
        dilation: 3,
      },
      flatten,
    ],
    [7, 5, 1],
  ],
  [
    'depthwiseConv2d',
    [
      {
        kind: 'depthwiseConv2d',
        kernelSize: 3,
        strides: 2,
        padding: 'same',
        multiplier: 2,
        activation: smooth,
      },
      flatten,
    ],
    [5, 7, 3],
  ],
  [
    'upsampling2d',
    [{ kind: 'upsampling2d', size: 3 }, { kind: 'averagePool2d', size: 2 }, flatten],
    [3, 2, 2],
  ],
  [
    'reshape and a dense layer over a sequence',
    [reshape(5, 3), { kind: 'dense', units: 4, activation: smooth }, flatten],
    [15],
  ],
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
    [
      { kind: 'dense', units: 5, activation: smooth },
      { kind: 'dense', units: 5, activation: smooth },
      { kind: 'add', from: 0 },
      { kind: 'add', from: -1 },
    ],
    [5],
  ],
  [
    'concat, of images',
    [
      { kind: 'conv2d', filters: 3, kernelSize: 3, strides: 1, padding: 'same', activation: smooth },
      { kind: 'concat', from: -1 },
      { kind: 'concat', from: 0 },
      { kind: 'globalAveragePool2d' },
    ],
    [3, 5, 2],
  ],
];

function fillRandomly({ variables }: Network): void {
  const random = new Philox(31, 7);
  for (const { variable } of variables) {
    const values = Float32Array.from({ length: variable.size }, () => 0.7 * random.normal());
    tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
  }
}

function inputOf(layers: readonly LayerSpec[], shape: number[]): Float32Array {
  const random = new Philox(32, 7);
  const size = rows * tf.util.sizeFromShape(shape);
  const [first] = layers;
  return Float32Array.from({ length: size }, () =>
    first?.kind === 'embedding' ? random.below(first.vocabulary) : random.normal(),
  );
}

/** Every third coordinate of a weight, and never more than 30. */
function coordinates(size: number): number[] {
  const step = Math.max(1, Math.min(3, size - 1), Math.ceil(size / 30));
  return Array.from({ length: Math.ceil(size / step) }, (_, i) => i * step);
}

test.each(cases)('%s', (_name, layers, inputShape) => {
  const before = tf.memory().numTensors;
  const network = buildNetwork({ inputShape, layers, task: 'multiclass', classes: 2 }, 'logits', 5);
  fillRandomly(network);
  const x = tf.tidy(() => tf.variable(tf.tensor(inputOf(layers, inputShape), [rows, ...inputShape])));
  const weightsOfLoss = tf.tensor([0.3, -1.1, 0.8, 0.5, -0.6, 1.4], [rows, 2]);
  const loss = (): tf.Scalar => tf.sum(tf.mul(applyNetwork(network, x, true), weightsOfLoss));
  const valueOfLoss = (): number => {
    // Added up in float64: differences of float32 sums would drown in rounding.
    const logits = tf.tidy(() => applyNetwork(network, x, true).dataSync());
    return weightsOfLoss.dataSync<'float32'>().reduce((sum, weight, at) => sum + weight * logits[at]!, 0);
  };
  const isTokens = layers[0]?.kind === 'embedding';
  const variables = network.variables.map(({ variable }) => variable);
  const tried = isTokens ? variables : [...variables, x];
  const shapes = outputShapes(inputShape, layers, 2);
  expect(shapes.reduce((sum, { parameters }) => sum + parameters, 0)).toBe(
    variables.reduce((sum, { size }) => sum + size, 0),
  );

  const { value, grads } = tf.variableGrads(loss, tried);
  for (const variable of tried) {
    const gradient = grads[variable.name]!.dataSync<'float32'>();
    const scale = gradient.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0.1);
    const start = Float32Array.from(variable.dataSync());
    for (const at of coordinates(variable.size)) {
      const h = 1e-2;
      const shifted = (by: number): number => {
        const values = start.slice();
        values[at]! += by;
        tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
        return valueOfLoss();
      };
      const slope = (8 * (shifted(h) - shifted(-h)) - (shifted(2 * h) - shifted(-2 * h))) / (12 * h);
      expect(Math.abs(gradient[at]! - slope) / scale, `${variable.name} ${String(at)}`).toBeLessThan(2e-3);
    }
    tf.tidy(() => variable.assign(tf.tensor(start, variable.shape)));
  }
  tf.dispose([value, grads, x, weightsOfLoss]);
  network.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
