// Every kind of layer on every backend that is here: logits, gradients of all weights, and two steps that end in the same bits.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { BackendName } from '../../../src/contract/model/run';
import { Philox } from '../../../src/domain/random';
import { availableBackends, startBackend } from '../../../src/model/backends/backends';
import { missingOperations } from '../../../src/model/backends/operations';
import { steadyBackend } from '../../../src/model/backends/steadiness';
import { applyNetwork, buildNetwork, initializeNetwork } from '../../../src/model/net/network';
import { layerNets, type LayerNet } from '../../unit/model/layer-nets';

const rows = 7;
const here = await availableBackends();

function featuresOf({ layers, inputShape }: LayerNet): Float32Array {
  const random = new Philox(3, 9);
  const [first] = layers;
  return Float32Array.from({ length: rows * tf.util.sizeFromShape(inputShape) }, () =>
    first?.kind === 'embedding' ? random.below(first.vocabulary) : random.normal(),
  );
}

/** The logits and every gradient by name, of one pass over the same rows with the same weights. */
async function gradientsOn(backend: BackendName, net: LayerNet): Promise<Map<string, Float32Array>> {
  await startBackend(backend);
  const spec = { inputShape: net.inputShape, layers: net.layers, task: 'multiclass', classes: 3 } as const;
  steadyBackend(spec, rows);
  const before = tf.memory().numTensors;
  const network = buildNetwork(spec, 'logits', 4);
  initializeNetwork(network, 4);
  const features = featuresOf(net);
  const { logits, grads } = tf.tidy(() => {
    const x = tf.tensor(features, [rows, ...net.inputShape]);
    const upstream = tf.tensor(
      Float32Array.from({ length: rows * 3 }, (_, i) => Math.sin(1.7 * i + 0.4)),
      [rows, 3],
    );
    const kept: tf.Tensor[] = [];
    const found = tf.variableGrads(
      () => {
        const output = applyNetwork(network, x, true);
        kept.push(tf.keep(output));
        return tf.sum(tf.mul(output, upstream));
      },
      network.variables.filter(({ trainable }) => trainable).map(({ variable }) => variable),
    );
    return { logits: kept[0]!, grads: found.grads };
  });
  const result = new Map<string, Float32Array>();
  result.set('logits', Float32Array.from(await logits.data<'float32'>()));
  for (const { name, variable } of network.variables) {
    const gradient = grads[variable.name];
    if (gradient) result.set(name, Float32Array.from(await gradient.data<'float32'>()));
  }
  tf.dispose([logits, grads]);
  network.dispose();
  expect(tf.memory().numTensors).toBe(before);
  return result;
}

function largestDifference(found: Float32Array, expected: Float32Array): number {
  const scale = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-3);
  return expected.reduce((largest, value, at) => Math.max(largest, Math.abs(value - found[at]!) / scale), 0);
}

describe.each(layerNets)('$name', (net) => {
  let expected: Map<string, Float32Array>;
  beforeAll(async () => {
    expected = await gradientsOn('cpu', net);
  });

  test.each(here.filter((name) => name !== 'cpu'))('on %s', { timeout: 400_000 }, async (backend) => {
    const found = await gradientsOn(backend, net);
    expect(missingOperations(backend, net.layers, 'cross-entropy', 'rmsprop')).toEqual([]);
    expect([...found.keys()]).toEqual([...expected.keys()]);
    for (const [name, values] of expected)
      expect(largestDifference(found.get(name)!, values), name).toBeLessThan(1e-4);
    const again = await gradientsOn(backend, net);
    for (const [name, values] of found) expect(again.get(name), name).toEqual(values);
  });
});
