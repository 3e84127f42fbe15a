// Nets of every kind of layer as TensorFlow.js files: loaded again by its own loader they answer as the net does.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { Philox } from '../../../src/domain/random';
import { customLayersOf, exportLayersModel, runExported } from '../../../src/model/net/serving/export';
import { predictLogits, toOutputs } from '../../../src/model/net/serving/predict';
import { readVariables } from '../../../src/model/net/training/variables';
import { buildNetwork } from '../../../src/model/net/network';
import { startCpu } from './cpu';
import { layerNets } from './layer-nets';

beforeAll(startCpu);

test.each(layerNets)('$name', async ({ layers, inputShape }) => {
  const before = tf.memory().numTensors;
  const spec = { inputShape, layers, task: 'multiclass', classes: 3 } as const;
  const network = buildNetwork(spec, 'logits');
  const random = new Philox(8, 1);
  for (const { name, variable } of network.variables) {
    const values = Float32Array.from({ length: variable.size }, () =>
      name.endsWith('moving_variance') ? 0.5 + random.uniform() : 0.5 * random.normal(),
    );
    tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
  }
  const [first] = layers;
  const features = Float32Array.from({ length: 5 * tf.util.sizeFromShape(inputShape) }, () =>
    first?.kind === 'embedding' ? random.below(first.vocabulary) : random.normal(),
  );
  const ours = toOutputs('multiclass', await predictLogits(network, features, 5), 3);
  const files = await exportLayersModel(spec, await readVariables(network.variables));
  const theirs = await runExported(files, features, inputShape);
  expect(theirs).toHaveLength(15);
  ours.forEach((value, at) => expect(theirs[at]).toBeCloseTo(value, 5));
  network.dispose();
  expect(tf.memory().numTensors).toBe(before);

  // What is not standard is told; everything else is.
  const { modelTopology } = JSON.parse(files.modelJson) as {
    modelTopology: { config: { layers: { class_name: string }[] } };
  };
  const classes = new Set(modelTopology.config.layers.map((layer) => layer.class_name));
  const told = customLayersOf(layers).map(({ className }) => className);
  for (const className of ['SelfAttention', 'PositionEmbedding', 'Gru'])
    expect(told.includes(className)).toBe(classes.has(className));
  for (const className of [
    'LayerNorm',
    'TokenEmbedding',
    'Lstm',
    'DilatedConv2d',
    'Upsampling2d',
    'SeededDropout',
  ])
    expect(classes.has(className)).toBe(false);
});
