// A net as TensorFlow.js layers-model files, with standard layer classes where there are any and the last layer's activation, so
// that anyone can load and call it. What it takes and means beside that (preprocessing, classes) is written by engine/release/export-model.ts.
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { HearthError } from '../../../contract/transport/fault';
import type { LayerSpec } from '../../../contract/model/recipe';
import type { NamedValues } from './artifact';
import type { CustomLayer } from '../layers/form';
import { layerForm } from '../layers/registry';
import { readVariables, writeVariables } from '../training/variables';
import { buildNetwork, type Network, type NetworkSpec } from '../network';

/** Name of the weights file that `model.json` refers to. */
export const weightsFile = 'group1-shard1of1.bin';

/** Both files of a layers-model. */
export interface LayersModelFiles {
  modelJson: string;
  weights: Uint8Array<ArrayBuffer>;
}

/** The classes that must be registered to load a net of these layers; none for most nets. */
export function customLayersOf(layers: readonly LayerSpec[]): CustomLayer[] {
  return [...new Set(layers.flatMap(({ kind }) => layerForm(kind).customLayer ?? []))];
}

/** Writes the net with its activation. The weights are packed in the order of the manifest. */
export async function exportLayersModel(
  spec: NetworkSpec,
  weights: readonly NamedValues[],
): Promise<LayersModelFiles> {
  const network = buildNetwork(spec, 'probabilities');
  try {
    writeVariables(network.variables, weights);
    return await save(network);
  } finally {
    network.dispose();
  }
}

async function save({ model, variables }: Network): Promise<LayersModelFiles> {
  const values = await readVariables(variables);
  const bytes = new Uint8Array(values.reduce((sum, tensor) => sum + tensor.values.byteLength, 0));
  let at = 0;
  for (const tensor of values) {
    bytes.set(new Uint8Array(tensor.values.buffer), at);
    at += tensor.values.byteLength;
  }
  const topology: unknown = model.toJSON(null, false);
  const manifest = {
    format: 'layers-model',
    generatedBy: 'Hearth',
    convertedBy: null,
    modelTopology: topology,
    weightsManifest: [
      {
        paths: [weightsFile],
        weights: values.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })),
      },
    ],
  };
  return { modelJson: JSON.stringify(manifest), weights: bytes };
}

/** Loads exported files with TensorFlow.js' own loader, as a stranger would, and runs them on encoded samples. */
export async function runExported(
  files: LayersModelFiles,
  features: Float32Array,
  inputShape: readonly number[],
): Promise<Float32Array> {
  const { modelTopology, weightsManifest } = JSON.parse(files.modelJson) as {
    modelTopology: object;
    weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[];
  };
  const model = await tfl.loadLayersModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest.flatMap(({ weights }) => weights),
      weightData: files.weights.slice().buffer,
    }),
  );
  try {
    const rows = features.length / inputShape.reduce((product, side) => product * side, 1);
    const output = tf.tidy(() => {
      const found = model.predict(tf.tensor(features, [rows, ...inputShape]));
      if (Array.isArray(found)) throw new HearthError('internal');
      return found;
    });
    const values = Float32Array.from(await output.data<'float32'>());
    output.dispose();
    return values;
  } finally {
    model.dispose();
  }
}
