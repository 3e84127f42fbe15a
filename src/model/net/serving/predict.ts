// Forward passes: encoded samples to logits, logits to what a person reads. Not for decoding rows: that is data/preprocess.
import * as tf from '@tensorflow/tfjs-core';
import type { Task } from '../../../contract/model/recipe';
import type { Outputs } from '../../../domain/tasks/task';
import { taskNamed } from '../../../domain/tasks/registry';
import { evaluationBatchRows } from './estimate';
import { capSubmits } from '../../backends/submit-size';
import { checkTokenIds } from '../layers/token-ids';
import { applyNetwork, networkOutputs, type Network } from '../network';

/**
 * Logits of encoded samples, row-major [rows, outputs], in passes that no device chokes on; `onPeak` hears the bytes held at
 * each one's largest.
 */
export async function predictLogits(
  network: Network,
  features: Float32Array,
  rows: number,
  onPeak?: (bytes: number) => void,
): Promise<Float32Array> {
  checkTokenIds(network.spec, features);
  const most = evaluationBatchRows(network.spec);
  if (rows <= most) return forwardPass(network, features, rows, onPeak);
  const outputs = networkOutputs(network.spec);
  const width = features.length / rows;
  const all = new Float32Array(rows * outputs);
  for (let first = 0; first < rows; first += most) {
    const taken = Math.min(most, rows - first);
    const part = features.subarray(first * width, (first + taken) * width);
    all.set(await forwardPass(network, part, taken, onPeak), first * outputs);
  }
  return all;
}

async function forwardPass(
  network: Network,
  features: Float32Array,
  rows: number,
  onPeak?: (bytes: number) => void,
): Promise<Float32Array> {
  if (rows === 0) return new Float32Array(0);
  capSubmits(network.spec, rows);
  const logits = tf.tidy(() => {
    const input = tf.tensor(features, [rows, ...network.spec.inputShape]);
    const output = applyNetwork(network, input, false);
    onPeak?.(tf.memory().numBytes);
    return output;
  });
  try {
    const values = Float32Array.from(await logits.data<'float32'>());
    return values.subarray(0, rows * networkOutputs(network.spec));
  } finally {
    logits.dispose();
  }
}

/** Columns of `toOutputs`: one a class (binary has two), or the one number of a regression. */
export function outputColumns(task: Task, classes: number): number {
  return taskNamed(task).head.columns(classes);
}

/** Logits as outputs, row-major, as the task's head says. */
export function toOutputs(
  task: Task,
  logits: Float32Array,
  outputs: number,
  target: { shift: number; scale: number } = { shift: 0, scale: 1 },
): Outputs {
  return taskNamed(task).head.outputs(logits, outputs, target);
}
