// Layers that tfjs does not bring, against PyTorch 1.13 (scripts/golden/layers.py): outputs and every gradient.
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, expect, test } from 'vitest';
import type { LayerSpec } from '../../../src/contract/model/recipe';
import { toLayer } from '../../../src/model/net/layers/layers';
import golden from './golden/layers.json';
import { startCpu } from './cpu';

beforeAll(startCpu);

interface Numbers {
  shape: number[];
  values: number[];
}

interface Golden {
  x: Numbers;
  dy: Numbers;
  output: Numbers;
  weights: Record<string, Numbers>;
  gradients: Record<string, Numbers>;
  tokens?: number[][] | null;
}

const tensor = ({ shape, values }: Numbers): tf.Tensor => tf.tensor(values, shape);

/** The layer with the golden weights, built for the golden input. */
function built(spec: LayerSpec, { x, weights, tokens }: Golden): tfl.layers.Layer {
  const layer = toLayer(spec, 0, { kind: 'predict' }, x.shape.slice(1));
  tf.tidy(() => void layer.apply(tokens ? [tensor(x), tf.tensor(tokens)] : tensor(x)));
  expect(layer.weights.map(({ originalName }) => originalName.split('/')[1]).sort()).toEqual(
    Object.keys(weights).sort(),
  );
  for (const weight of layer.weights) weight.write(tensor(weights[weight.originalName.split('/')[1]!]!));
  return layer;
}

function expectClose(found: tf.Tensor, wanted: Numbers, name: string): void {
  expect(found.shape, name).toEqual(wanted.shape);
  const values = found.dataSync();
  wanted.values.forEach((value, at) => expect(values[at], `${name} ${at}`).toBeCloseTo(value, 5));
}

const cases: [string, LayerSpec, Golden][] = [
  ['lstm', { kind: 'lstm', units: 4, returnSequences: true }, golden.lstm],
  ['gru', { kind: 'gru', units: 4, returnSequences: true }, golden.gru],
  ['layer norm', { kind: 'layerNorm' }, golden.layerNorm],
  ...[golden.attention, golden.attentionCausal, golden.attentionMasked, golden.attentionBoth].map(
    (value): [string, LayerSpec, Golden] => {
      const { heads, causal, tokens } = value;
      const maskZero = tokens !== null;
      const name = `attention, ${String(heads)} heads${causal ? ', causal' : ''}${maskZero ? ', masked' : ''}`;
      return [name, { kind: 'attention', heads, causal, maskZero }, value];
    },
  ),
];

test.each(cases)('%s', (_name, spec, wanted) => {
  const layer = built(spec, wanted);
  const x = tf.variable(tensor(wanted.x));
  const forward = (): tf.Tensor => {
    const inputs = wanted.tokens ? [x, tf.tensor(wanted.tokens)] : x;
    return layer.apply(inputs, { training: true }) as tf.Tensor;
  };
  const before = tf.memory().numTensors;
  tf.tidy(() => {
    expectClose(forward(), wanted.output, 'output');
    const weights = layer.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const { grads } = tf.variableGrads(
      () => tf.sum(tf.mul(forward(), tensor(wanted.dy))) as tf.Scalar,
      [x, ...weights],
    );
    expectClose(grads[x.name]!, wanted.gradients['x']!, 'x');
    for (const weight of layer.trainableWeights) {
      const name = weight.originalName.split('/')[1]!;
      expectClose(grads[(weight.read() as tf.Variable).name]!, wanted.gradients[name]!, name);
    }
  });
  expect(tf.memory().numTensors).toBe(before);
  layer.dispose();
  x.dispose();
});

test.each(['lstm', 'gru'] as const)('%s without sequences gives its last state', (kind) => {
  const wanted: Golden = golden[kind];
  const layer = built({ kind, units: 4, returnSequences: false }, wanted);
  const output = layer.apply(tensor(wanted.x)) as tf.Tensor;
  const last = [0, 1].flatMap((row) => wanted.output.values.slice(row * 20 + 16, row * 20 + 20));
  expectClose(output, { shape: [2, 4], values: last }, 'output');
});

test('a step that may see nothing brings zeros to the output projection', () => {
  const wanted: Golden = golden.attentionMasked;
  const layer = built({ kind: 'attention', heads: 2, causal: false, maskZero: true }, wanted);
  const bias = layer.weights.find(({ originalName }) => originalName.endsWith('output_bias'))!.read();
  const output = layer.apply([tensor(wanted.x), tf.zeros([2, 5])]) as tf.Tensor;
  const values = output.dataSync();
  bias.dataSync().forEach((value, channel) => {
    for (let step = 0; step < 10; step++) expect(values[step * 6 + channel]).toBe(value);
  });
});
