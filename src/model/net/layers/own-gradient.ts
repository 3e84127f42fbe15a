// An operation of one tensor whose gradient is given, not derived: fewer operations, or one that tfjs lacks.
import * as tf from '@tensorflow/tfjs-core';

/** What an operation gives: its value, what its gradient needs later, and that gradient. */
export interface WithGradient {
  value: tf.Tensor;
  saved: tf.Tensor[];
  gradient: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.Tensor;
}

/** Applies the operation; `forward` sees the values only, and its tensors but `value` and `saved` are freed. */
export function ownGradient(x: tf.Tensor, forward: (x: tf.Tensor) => WithGradient): tf.Tensor {
  const operation = tf.customGrad((...call) => {
    // Typed as tensors only, it is called with a function after them.
    const [input, save] = call as unknown as [tf.Tensor, tf.GradSaveFunc];
    const { value, saved, gradient } = forward(input);
    save(saved);
    return { value, gradFunc: gradient };
  });
  return operation(x);
}
