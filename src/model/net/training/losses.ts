// Losses from logits, twice: fused on tensors for the gradient, and in float64 on plain arrays for what is reported.
// Penalties (L1, L2) are not here: they belong to the optimiser and are never part of a reported loss.
import * as tf from '@tensorflow/tfjs-core';
import { HearthError } from '../../../contract/transport/fault';
import type { NetRecipe } from '../../../contract/model/recipe';
import { taskNamed } from '../../../domain/tasks/registry';
import { lossAndGradient } from '../../backends/kernels/fused';

/** A loss with all that it needs to know. Huber's corner lies at 1, in units of the scaled target. */
export type Loss =
  | { kind: 'binary' | 'multiclass'; labelSmoothing: number; outputs: number }
  | { kind: 'mse' | 'huber'; outputs: 1 };

/** The loss of a recipe; throws `recipe_invalid` where task and loss do not fit. */
export function lossOf(recipe: Pick<NetRecipe, 'task' | 'loss' | 'regularization'>, outputs: number): Loss {
  const { task, loss, regularization } = recipe;
  const { losses, head } = taskNamed(task);
  if (!losses.includes(loss)) {
    throw new HearthError('recipe_invalid', { field: 'loss' }, { task, loss });
  }
  if (loss !== 'cross-entropy') return { kind: loss, outputs: 1 };
  const kind = head.activation === 'sigmoid' ? 'binary' : 'multiclass';
  return { kind, labelSmoothing: regularization.labelSmoothing, outputs };
}

/** Writes what the net should answer: smoothed one-hot rows, the smoothed 0/1, or the scaled number. */
export function encodeLabels(loss: Loss, labels: Float32Array, out: Float32Array): void {
  switch (loss.kind) {
    case 'multiclass': {
      const { outputs, labelSmoothing } = loss;
      out.fill(labelSmoothing / outputs, 0, labels.length * outputs);
      for (let i = 0; i < labels.length; i++) out[i * outputs + labels[i]!]! += 1 - labelSmoothing;
      return;
    }
    case 'binary':
      for (let i = 0; i < labels.length; i++) {
        out[i] = labels[i]! * (1 - loss.labelSmoothing) + loss.labelSmoothing / 2;
      }
      return;
    case 'mse':
    case 'huber':
      out.set(labels);
  }
}

/**
 * Mean loss over a batch, with a gradient that never overflows. Shapes: logits and targets [rows, outputs]. Where these are
 * a part of a batch, `batchRows` is the whole's: the parts' losses and gradients then add up to the batch's.
 */
export function lossTensor(
  loss: Loss,
  logits: tf.Tensor2D,
  targets: tf.Tensor2D,
  batchRows = logits.shape[0],
): tf.Scalar {
  const rows = batchRows;
  const mean = (perElement: tf.Tensor): tf.Scalar => tf.div<tf.Scalar>(tf.sum(perElement), rows);
  const fused = (z: tf.Tensor): ReturnType<typeof lossAndGradient> =>
    lossAndGradient(loss.kind, z, targets, rows);
  switch (loss.kind) {
    case 'multiclass':
      return withGradient(logits, fused, (z) => {
        const shifted = tf.sub(z, tf.max(z, 1, true));
        const exponentials = tf.exp(shifted);
        const sums = tf.sum(exponentials, 1, true);
        const value = tf.div<tf.Scalar>(
          tf.sub(tf.sum(tf.log(sums)), tf.sum(tf.mul(targets, shifted))), // rows of targets sum to 1
          rows,
        );
        return { value, gradient: tf.div(tf.sub(tf.div(exponentials, sums), targets), rows) };
      });
    case 'binary':
      return withGradient(logits, fused, (z) => {
        // max(z, 0) − z·y + log(1 + exp(−|z|))
        const softplus = tf.log1p(tf.exp(tf.neg(tf.abs(z))));
        const value = mean(tf.add(tf.sub(tf.relu(z), tf.mul(z, targets)), softplus));
        return { value, gradient: tf.div(tf.sub(tf.sigmoid(z), targets), rows) };
      });
    case 'mse':
      return withGradient(logits, fused, (z) => {
        const residual = tf.sub(z, targets);
        return { value: mean(tf.square(residual)), gradient: tf.mul(residual, 2 / rows) };
      });
    case 'huber':
      return withGradient(logits, fused, (z) => {
        const residual = tf.sub(z, targets);
        const size = tf.abs(residual);
        const inner = tf.minimum(size, 1);
        const value = mean(tf.mul(inner, tf.sub(size, tf.mul(inner, 0.5))));
        return { value, gradient: tf.div(tf.clipByValue(residual, -1, 1), rows) };
      });
  }
}

function withGradient(
  logits: tf.Tensor2D,
  fused: (z: tf.Tensor) => ReturnType<typeof lossAndGradient>,
  composed: (z: tf.Tensor) => { value: tf.Scalar; gradient: tf.Tensor },
): tf.Scalar {
  const operation = tf.customGrad((z, save) => {
    if (!(z instanceof tf.Tensor) || typeof save !== 'function') throw new HearthError('internal');
    const { value, gradient } = fused(z) ?? composed(z);
    save([gradient]);
    return { value, gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(dy, saved[0]!) };
  });
  return operation(logits) as tf.Scalar;
}

/** The same loss in float64: the sum over rows, what curves and early stopping use. Not finite where a logit is not. */
export function lossSum(loss: Loss, logits: Float32Array, labels: Float32Array): number {
  let sum = 0;
  switch (loss.kind) {
    case 'multiclass': {
      const { outputs, labelSmoothing } = loss;
      for (let i = 0; i < labels.length; i++) {
        let max = -Infinity;
        let total = 0;
        for (let j = i * outputs; j < (i + 1) * outputs; j++) {
          const z = logits[j]!;
          max = z > max || Number.isNaN(z) ? z : max;
          total += z;
        }
        let exponentials = 0;
        for (let j = i * outputs; j < (i + 1) * outputs; j++) exponentials += Math.exp(logits[j]! - max);
        const target = logits[i * outputs + labels[i]!]!;
        const expected = (1 - labelSmoothing) * target + (labelSmoothing * total) / outputs;
        sum += max + Math.log(exponentials) - expected;
      }
      return sum;
    }
    case 'binary':
      for (let i = 0; i < labels.length; i++) {
        const z = logits[i]!;
        const target = labels[i]! * (1 - loss.labelSmoothing) + loss.labelSmoothing / 2;
        sum += Math.max(z, 0) - z * target + Math.log1p(Math.exp(-Math.abs(z)));
      }
      return sum;
    case 'mse':
      for (let i = 0; i < labels.length; i++) sum += (logits[i]! - labels[i]!) ** 2;
      return sum;
    case 'huber':
      for (let i = 0; i < labels.length; i++) {
        const size = Math.abs(logits[i]! - labels[i]!);
        const inner = Math.min(size, 1);
        sum += inner * (size - 0.5 * inner);
      }
      return sum;
  }
}
