// What a case of the self-test is, and the numbers that cases compute with. The cases of a layer stand with the layer.
import * as tf from '@tensorflow/tfjs-core';

/** What an operation is needed for: by every net, by nets over images, or by nets over sequences. */
export type SelfTestPart = 'dense' | 'convolution' | 'sequence';

/** One operation: run it on the active backend. */
export interface SelfTestCase {
  operation: string;
  part: SelfTestPart;
  run(): tf.Tensor[];
}

/** Numbers in (−1, 1) that repeat nowhere: the fractions of multiples of an irrational number. */
export function values(shape: number[], seed: number, scale = 1): tf.Tensor {
  const size = tf.util.sizeFromShape(shape);
  const data = Float32Array.from({ length: size }, (_, i) => {
    const turn = (i + 1) * 0.6180339887498949 + seed * 0.7548776662466927;
    return (2 * (turn - Math.floor(turn)) - 1) * scale;
  });
  return tf.tensor(data, shape);
}

/** Such numbers as a matrix. */
export const matrix = (rows: number, columns: number, seed: number): tf.Tensor2D =>
  tf.reshape<tf.Rank.R2>(values([rows, columns], seed), [rows, columns]);

/** Such numbers as images. */
export function image(
  shape: readonly [number, number, number, number],
  seed: number,
  scale = 1,
): tf.Tensor4D {
  return tf.reshape<tf.Rank.R4>(values([...shape], seed, scale), [...shape]);
}

/** Value and input gradient of a function of one tensor, with a gradient from above that differs in every cell. */
export function withGradient(f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor): tf.Tensor[] {
  const y = f(x);
  return [y, tf.grad(f)(x, values(y.shape, 99))];
}

/** Classes, as whole numbers below `classes`. */
export function classLabels(rows: number, classes: number): tf.Tensor1D {
  return tf.tensor1d(
    Int32Array.from({ length: rows }, (_, i) => (i * 7) % classes),
    'int32',
  );
}

/** The same shape wherever it can be: WebGL compiles a shader for each, which is slow without a GPU. */
export const batch = 37;
export const classes = 10;
export const logits = (scale: number): tf.Tensor => values([batch, classes], 1, scale);
export const smallImage = [3, 9, 8, 5] as const;
