// One step: forward, gradient, update. The only place where training touches tensors step by step.
import * as tf from '@tensorflow/tfjs-core';
import { HearthError } from '../contract/fault';
import type { Batch } from './batch-source';
import { encodeLabels, lossTensor, type Loss } from './losses';
import type { Optimizer } from './optimizers';
import { applyNetwork, type Network } from './zoo/network';

/** A net with all that changes it. */
export interface Learner {
  network: Network;
  optimizer: Optimizer;
  loss: Loss;
}

/** What a step leaves behind; the logits are the caller's to dispose. */
export interface StepResult {
  logits: tf.Tensor2D;
  /** Bytes of all tensors when the forward pass was complete: close to the step's peak. */
  bytes: number;
}

/** Trains on one batch; `step` counts from 0 and decides the dropout masks and Adam's bias correction. */
export function trainStep(learner: Learner, batch: Batch, step: number, learningRate: number): StepResult {
  const { network, optimizer, loss } = learner;
  const { rows, features, labels } = batch;
  for (const dropout of network.dropouts) dropout.step = step;
  const weights = network.variables.filter(({ trainable }) => trainable).map(({ variable }) => variable);
  const encoded = new Float32Array(rows * loss.outputs);
  encodeLabels(loss, labels, encoded);
  const forward: { logits: tf.Tensor2D | null; bytes: number } = { logits: null, bytes: 0 };
  tf.tidy(() => {
    const input = tf.tensor(features, [rows, ...network.spec.inputShape]);
    const targets = tf.tensor2d(encoded, [rows, loss.outputs]);
    const { grads } = tf.variableGrads(() => {
      const logits = applyNetwork(network, input, true);
      forward.logits = tf.keep(logits);
      const value = lossTensor(loss, logits, targets);
      forward.bytes = tf.memory().numBytes;
      return value;
    }, weights);
    optimizer.apply(grads, learningRate, step + 1);
  });
  if (!forward.logits) throw new HearthError('internal');
  return { logits: forward.logits, bytes: forward.bytes };
}
