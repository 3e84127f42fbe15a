// Fused operations for the backends that have them (kernels of ours beside tfjs' own), so that callers need not know which.
// Each says null or false where the active backend has none: then the caller composes it. Knows no backend.
import * as tf from '@tensorflow/tfjs-core';
import type { Update } from '../../net/optimizers/formula';

/** The losses of model/net/training/losses.ts. */
export type LossKind = 'multiclass' | 'binary' | 'mse' | 'huber';

/** Where a tensor's random numbers stand: the arguments of fillUniform, and the element to begin with. */
export interface RandomAddress {
  seed: number;
  stream: number;
  counter: number;
  first: number;
}

/** Whether the active backend has a kernel. */
export function hasKernel(name: string): boolean {
  const found: tf.KernelConfig | undefined = tf.getKernel(name, tf.getBackend());
  return found !== undefined;
}

/** Runs a kernel of ours; what it gives is tracked by tfjs as any result is. */
export function runKernel(name: string, inputs: tf.NamedTensorMap, attrs: object): tf.Tensor[] {
  const result: tf.Tensor | tf.Tensor[] = tf.engine().runKernel(name, inputs, { ...attrs });
  return Array.isArray(result) ? result : [result];
}

/** Gives a variable values of its own where another tensor shares them (a snapshot, say), which must not change. */
function unshare(variable: tf.Variable): void {
  if (tf.backend().refCount(variable.dataId) > 1) tf.tidy(() => variable.assign(tf.mul(variable, 1)));
}

/** Whether the active backend updates variables in place. */
export function canUpdateInPlace(): boolean {
  return hasKernel('OptimizerUpdate');
}

/** What an update in place changes, and by what; `numbers` are those of the step. */
export interface InPlaceUpdate {
  weight: tf.Variable;
  slots: readonly tf.Variable[];
  gradient: tf.Tensor;
  numbers: tf.Tensor1D;
}

/** Updates a variable and its slots in place. */
export function updateInPlace(
  { weight, slots, gradient, numbers }: InPlaceUpdate,
  update: Update,
  penalties: { l1: number; l2: number },
): void {
  for (const variable of [weight, ...slots]) unshare(variable);
  const named = Object.fromEntries(slots.map((slot, index) => [`slot${index}`, slot]));
  runKernel('OptimizerUpdate', { weight, gradient, numbers, ...named }, { update, ...penalties });
}

/** The loss over `batchRows` rows and its gradient by the logits; both [rows, outputs]. */
export function lossAndGradient(
  kind: LossKind,
  logits: tf.Tensor,
  targets: tf.Tensor,
  batchRows: number,
): { value: tf.Scalar; gradient: tf.Tensor } | null {
  if (!hasKernel('LossGradient')) return null;
  const [value, gradient] = runKernel('LossGradient', { logits, targets }, { kind, batchRows });
  return value && gradient ? { value: tf.reshape<tf.Rank.R0>(value, []), gradient } : null;
}

/** x times its dropout mask, with the gradient that goes with it. */
export function dropout(x: tf.Tensor, rate: number, address: RandomAddress): tf.Tensor | null {
  if (!hasKernel('SeededDropout')) return null;
  const masked = (values: tf.Tensor): tf.Tensor =>
    runKernel('SeededDropout', { x: values }, { rate, ...address })[0]!;
  return tf.customGrad((values) => ({
    value: masked(values as tf.Tensor),
    gradFunc: (dy: tf.Tensor) => masked(dy),
  }))(x);
}

let reluMended = false;

/** Lets ReLU's gradient be one kernel where the backend has it; everywhere else it stays tfjs' composition. */
export function mendReluGradient(): void {
  if (reluMended) return;
  reluMended = true;
  const { kernelName, ...original } = tf.getGradient(tf.Relu);
  tf.unregisterGradient(kernelName);
  tf.registerGradient({
    kernelName,
    ...original,
    gradFunc: (dy, saved, attrs) => {
      const x = saved[0];
      if (Array.isArray(dy) || !x || !hasKernel('ReluGrad')) return original.gradFunc(dy, saved, attrs);
      return { x: () => runKernel('ReluGrad', { dy, x }, {})[0]! };
    },
  });
}
