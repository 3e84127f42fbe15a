// One step: forward, gradient, update. The only place where training touches tensors step by step.
// A batch that the device has no memory for is taken in parts: their gradients add up to the batch's, then comes one update.
// Sums in another order differ in the last bits; batch normalisation, which looks at the part alone, differs by more.
import * as tf from '@tensorflow/tfjs-core';
import { HearthError } from '../../../contract/transport/fault';
import type { Batch } from './batch-source';
import { encodeLabels, lossTensor, type Loss } from './losses';
import type { Optimizer } from '../optimizers/optimizers';
import { capSubmits } from '../../backends/submit-size';
import { checkTokenIds } from '../layers/token-ids';
import { applyNetwork, type Network } from '../network';

/** A net with all that changes it. */
export interface Learner {
  network: Network;
  optimizer: Optimizer;
  loss: Loss;
}

/** What a step leaves behind; the logits, part by part in the order of rows, are the caller's to dispose. */
export interface StepResult {
  logits: tf.Tensor2D[];
  /** Bytes of all tensors when a forward pass was complete: close to the step's peak. */
  bytes: number;
}

/**
 * Trains on one batch, in parts of at most `microBatch` rows; `step` counts from 0 and decides the dropout masks and
 * Adam's bias correction.
 */
export function trainStep(
  learner: Learner,
  batch: Batch,
  step: number,
  learningRate: number,
  microBatch = batch.rows,
): StepResult {
  const result: StepResult = { logits: [], bytes: 0 };
  checkTokenIds(learner.network.spec, batch.features);
  for (const dropout of learner.network.dropouts) dropout.step = step;
  tf.tidy(() => {
    let sums: tf.NamedTensorMap = {};
    for (let first = 0; first < batch.rows; first += microBatch) {
      const before = sums;
      sums = tf.tidy(() => addUp(before, gradientsOf(learner, batch, first, microBatch, result)));
      tf.dispose(before);
    }
    learner.optimizer.apply(sums, learningRate, step + 1);
  });
  return result;
}

function addUp(sums: tf.NamedTensorMap, gradients: tf.NamedTensorMap): tf.NamedTensorMap {
  return Object.fromEntries(
    Object.entries(gradients).map(([name, gradient]) => {
      const sum = sums[name];
      return [name, sum ? tf.add(sum, gradient) : gradient];
    }),
  );
}

/** Gradients of the part that begins at a row: its share of the whole batch's mean. */
function gradientsOf(
  { network, loss }: Learner,
  batch: Batch,
  first: number,
  most: number,
  result: StepResult,
): tf.NamedTensorMap {
  const rows = Math.min(most, batch.rows - first);
  const width = batch.features.length / batch.rows;
  const features = batch.features.subarray(first * width, (first + rows) * width);
  for (const dropout of network.dropouts) dropout.firstRow = first;
  capSubmits(network.spec, rows);
  const weights = network.variables.filter(({ trainable }) => trainable).map(({ variable }) => variable);
  const encoded = new Float32Array(rows * loss.outputs);
  encodeLabels(loss, batch.labels.subarray(first, first + rows), encoded);
  const input = tf.tensor(features, [rows, ...network.spec.inputShape]);
  const targets = tf.tensor2d(encoded, [rows, loss.outputs]);
  let found: tf.Tensor2D | null = null;
  const { grads } = tf.variableGrads(() => {
    const logits = applyNetwork(network, input, true);
    found = tf.keep(logits);
    const value = lossTensor(loss, logits, targets, batch.rows);
    result.bytes = Math.max(result.bytes, tf.memory().numBytes);
    return value;
  }, weights);
  if (!found) throw new HearthError('internal');
  result.logits.push(found);
  return grads;
}

/** The values of tensors read back, one after another. */
export async function readParts(parts: readonly tf.Tensor2D[]): Promise<Float32Array> {
  const values = new Float32Array(parts.reduce((sum, { size }) => sum + size, 0));
  let at = 0;
  for (const part of parts) {
    values.set(await part.data<'float32'>(), at);
    at += part.size;
  }
  return values;
}
