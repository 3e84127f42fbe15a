// A net as files for use elsewhere: a TensorFlow.js layers-model, how to load it, and how far the loaded one differs.
import { Philox } from '../../../domain/random';
import { vocabularyOf } from '../../../domain/shapes';
import { taskNamed } from '../../../domain/tasks/registry';
import type { CustomLayer } from '../../net/layers/form';
import type { NetworkSpec } from '../../net/network';
import { networkOutputs } from '../../net/network';
import type { NamedValues } from '../../net/serving/artifact';
import { customLayersOf, exportLayersModel, runExported, weightsFile } from '../../net/serving/export';
import type { Forward } from '../../net/serving/forward';
import { toOutputs } from '../../net/serving/predict';
import { streamOf } from '../../net/training/streams';
import type { ExportedModel } from '../numerics';

const comparedRows = 32;

/** The files of a net with these weights. */
export async function exportNet(spec: NetworkSpec, tensors: readonly NamedValues[]): Promise<ExportedModel> {
  const { modelJson, weights } = await exportLayersModel(spec, tensors);
  return {
    files: [
      { name: 'model.json', bytes: new TextEncoder().encode(modelJson) },
      { name: weightsFile, bytes: weights },
    ],
    facts: { customLayers: customLayersOf(spec.layers).map(({ className }) => className) },
    usage: `A model trained with Hearth, as TensorFlow.js layers-model files.

  import * as tf from '@tensorflow/tfjs';
  const model = await tf.loadLayersModel('model.json');
  const output = model.predict(tf.tensor(samples, [rows, ${spec.inputShape.join(', ')}]));
`,
    remarks: customLayersNote(customLayersOf(spec.layers)),
  };
}

/** Largest absolute difference over seeded samples, shaped as the net's input. */
export async function compareNet(forward: Forward, { files }: ExportedModel, seed: number): Promise<number> {
  const { spec } = forward.network;
  const [model, weights] = files;
  if (!model || !weights) return Infinity;
  const exported = { modelJson: new TextDecoder().decode(model.bytes), weights: weights.bytes };
  const width = spec.inputShape.reduce((product, side) => product * side, 1);
  const random = new Philox(seed, streamOf('sample', 1));
  const vocabulary = vocabularyOf(spec.layers);
  const features = Float32Array.from({ length: comparedRows * width }, () =>
    vocabulary === null ? random.normal() : random.below(vocabulary),
  );
  const logits = await forward.predict(features, comparedRows);
  const ours = toOutputs(spec.task, logits, networkOutputs(spec));
  const theirs = await runExported(exported, features, spec.inputShape);
  const { head } = taskNamed(spec.task);
  const at = (index: number) => ours[head.activatedAt(index)] ?? NaN;
  return theirs.reduce((largest, value, index) => {
    const distance = Math.abs(value - at(index));
    return Number.isNaN(distance) ? Infinity : Math.max(largest, distance);
  }, 0);
}

function customLayersNote(layers: readonly CustomLayer[]): string {
  if (layers.length === 0) return '';
  const each = layers.map(({ className, computes }) => `  ${className}\n    ${computes}\n`).join('');
  return `
This model holds layers that TensorFlow.js does not bring. Before loading it, write a class for each, derived from
tf.layers.Layer and with this className, and register it with tf.serialization.registerClass; else the load fails with
"Unknown layer". Weights are named as below; * is the matrix product over the last axis where a kernel stands on its right.

${each}`;
}
