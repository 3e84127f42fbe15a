// What every rival does, and the weights from which all of them start.
import * as tf from '@tensorflow/tfjs-core';
import type { NamedValues } from '../../../src/model/net/serving/artifact';
import { readVariables } from '../../../src/model/net/training/variables';
import { buildNetwork, initializeNetwork } from '../../../src/model/net/network';
import { networkOf, seed, type Model } from './models';

/** Steps of one model on one device. */
export interface Trainer {
  /** Mean losses of the next steps, each before its update. */
  losses(steps: number): Promise<number[]>;
  /** The next steps, until the device is done; how many rows they took. */
  steps(count: number): Promise<number>;
  dispose(): void;
}

/** A weight and what the app knows of it. */
export interface StartingWeight extends NamedValues {
  trainable: boolean;
  kernel: boolean;
}

/** The weights that a model starts from. On the active backend. */
export async function startingWeights(model: Model): Promise<StartingWeight[]> {
  const network = buildNetwork(networkOf(model), 'logits', seed);
  initializeNetwork(network, seed);
  const tensors = await readVariables(network.variables);
  const weights = network.variables.map(({ trainable, kernel }, index) => ({
    ...tensors[index]!,
    trainable,
    kernel,
  }));
  network.dispose();
  return weights;
}

/** One-hot rows. */
export function oneHot(labels: Float32Array, outputs: number): Float32Array<ArrayBuffer> {
  const rows = new Float32Array(labels.length * outputs);
  labels.forEach((label, row) => (rows[row * outputs + label] = 1));
  return rows;
}

/** Starts TensorFlow.js' own backend, with nothing of ours registered. */
export async function startStock(backend: 'webgpu' | 'webgl'): Promise<void> {
  if (backend === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu');
  else {
    await import('@tensorflow/tfjs-backend-webgl');
    tf.env().set('SOFTWARE_WEBGL_ENABLED', true);
  }
  if (!(await tf.setBackend(backend))) throw new Error(`${backend} did not start`);
  await tf.ready();
}
