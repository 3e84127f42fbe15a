// A net as TensorFlow.js layers-model files, with standard layer classes where there are any and the last layer's activation, so
// that anyone can load and call it. What it takes and means beside that (preprocessing, classes) is written by engine/release/export-model.ts.
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { HearthError } from '../../../contract/transport/fault';
import type { LayerSpec } from '../../../contract/model/recipe';
import type { NamedValues } from './artifact';
import { SelfAttention } from '../layers/sequence/attention';
import { PositionEmbedding } from '../layers/sequence/embedding';
import { Gru } from '../layers/sequence/recurrent';
import { readVariables, writeVariables } from '../training/variables';
import { buildNetwork, type Network, type NetworkSpec } from '../network';

/** Name of the weights file that `model.json` refers to. */
export const weightsFile = 'group1-shard1of1.bin';

/** Both files of a layers-model. */
export interface LayersModelFiles {
  modelJson: string;
  weights: Uint8Array<ArrayBuffer>;
}

/** A class that a loader has to register before it loads the files: TensorFlow.js has no layer that computes the same. */
export interface CustomLayer {
  className: string;
  /** What it computes, and from which weights. */
  computes: string;
}

const customLayers: Partial<Record<LayerSpec['kind'], CustomLayer>> = {
  positionEmbedding: {
    className: PositionEmbedding.className,
    computes: 'x [steps, channels] + table [steps, channels]',
  },
  attention: {
    className: SelfAttention.className,
    computes: `x [steps, channels]; query, key, value = x * <name>_kernel + <name>_bias, split into "heads" parts of equal width
    along the channels; for each head: softmax(query * transposed key / sqrt(width)) * value; the heads side by side,
    * output_kernel + output_bias. "causal": a step looks at itself and earlier ones only. "maskZero": the second input
    holds the token ids; no step looks at one whose id is 0, and one that may look at none has zeros as its heads.`,
  },
  gru: {
    className: Gru.className,
    computes: `step by step from h = 0: rx, zx, nx = x * kernel + bias and rh, zh, nh = h * recurrent_kernel + recurrent_bias, each
    in this order; r = sigmoid(rx + rh); z = sigmoid(zx + zh); n = tanh(nx + r * nh); h = n + z * (h - n). The reset comes
    after the product, as in PyTorch. "returnSequences": h of every step, else of the last.`,
  },
};

/** The classes that must be registered to load a net of these layers; none for most nets. */
export function customLayersOf(layers: readonly LayerSpec[]): CustomLayer[] {
  return [...new Set(layers.flatMap(({ kind }) => customLayers[kind] ?? []))];
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
