// Layer and batch normalisation for training, with gradients through the statistics: fused where the backend has the kernels,
// composed of tfjs operations elsewhere. Not for prediction with moving statistics: that is tf.batchNorm.
import * as tf from '@tensorflow/tfjs-core';
import { hasKernel, runKernel, type NormKind } from './fused';

/** What batch normalisation gives: the result, and the batch's own statistics, which have no gradient. */
export interface BatchNormalized {
  y: tf.Tensor;
  mean: tf.Tensor1D;
  variance: tf.Tensor1D;
}

function isFused(): boolean {
  return ['Moments', 'Normalize', 'NormalizeGrad'].every(hasKernel);
}

/** The fused normalisation of x [.., columns]; gain and bias [columns]. */
function normalize(
  kind: NormKind,
  [x, gain, bias]: readonly [tf.Tensor, tf.Tensor, tf.Tensor],
  epsilon: number,
): { y: tf.Tensor; mean: tf.Tensor; variance: tf.Tensor } {
  const [mean, variance] = runKernel('Moments', { x }, { kind }) as [tf.Tensor, tf.Tensor];
  const attrs = { kind, epsilon };
  const operation = tf.customGrad((...values) => {
    const [input, scale, offset] = values as [tf.Tensor, tf.Tensor, tf.Tensor];
    const save = values[3] as unknown as tf.GradSaveFunc;
    save([input, scale, mean, variance]);
    const inputs = { x: input, mean, variance, gain: scale, bias: offset };
    return {
      value: runKernel('Normalize', inputs, attrs)[0]!,
      gradFunc: (dy: tf.Tensor, [of, by, centre, spread]: tf.Tensor[]) =>
        runKernel('NormalizeGrad', { dy, x: of!, mean: centre!, variance: spread!, gain: by! }, attrs),
    };
  });
  return { y: operation(x, gain, bias), mean, variance };
}

/** Normalises each row of x [.., columns] by its own mean and variance (Ba et al. 2016); gain and bias [columns]. */
export function layerNorm(x: tf.Tensor, gain: tf.Tensor, bias: tf.Tensor, epsilon: number): tf.Tensor {
  return tf.tidy(() => {
    if (isFused()) return normalize('layer', [x, gain, bias], epsilon).y;
    const { mean, variance } = tf.moments(x, -1, true);
    const normal = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, epsilon)));
    return tf.add(tf.mul(normal, gain), bias);
  });
}

/** Normalises each column of x [.., columns] by the batch's mean and variance (Ioffe and Szegedy 2015). */
export function batchNorm(x: tf.Tensor, gain: tf.Tensor, bias: tf.Tensor, epsilon: number): BatchNormalized {
  if (isFused()) {
    const { y, mean, variance } = normalize('batch', [x, gain, bias], epsilon);
    return { y, mean: mean as tf.Tensor1D, variance: variance as tf.Tensor1D };
  }
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  const { mean, variance } = tf.moments(x, axes);
  const [centre, spread] = [mean as tf.Tensor1D, variance as tf.Tensor1D];
  const root = tf.rsqrt(tf.add(spread, epsilon));
  const y = tf.add(tf.mul(tf.mul(tf.sub(x, centre), root), gain), bias);
  return { y, mean: centre, variance: spread };
}
