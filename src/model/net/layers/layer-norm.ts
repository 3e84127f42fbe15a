// Layer normalisation over the last axis (Ba, Kiros and Hinton 2016), with a gradient of few operations.
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { ownGradient } from './own-gradient';
import { inputsOf, sampleShape, WeightedLayer } from './weighted-layer';

/** As in PyTorch's nn.LayerNorm. */
export const layerNormEpsilon = 1e-5;

/** (x − mean) / √(variance + ε) over the last axis; the variance is that of the values, not an estimate. */
export function normalize(x: tf.Tensor): tf.Tensor {
  return ownGradient(x, (input) => {
    const centred = tf.sub(input, tf.mean(input, -1, true));
    const scale = tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), layerNormEpsilon));
    const value = tf.mul(centred, scale);
    return {
      value,
      saved: [value, scale],
      gradient: (dy, saved) => {
        const [y, factor] = [saved[0]!, saved[1]!];
        const along = tf.mul(y, tf.mean(tf.mul(dy, y), -1, true));
        return tf.mul(factor, tf.sub(tf.sub(dy, tf.mean(dy, -1, true)), along));
      },
    };
  });
}

/** Normalises each vector, then scales and shifts it: weights `gamma` and `beta` [channels]. */
export class LayerNorm extends WeightedLayer {
  static readonly className = 'LayerNorm';

  override build(inputShape: tfl.Shape | tfl.Shape[]): void {
    const channels = sampleShape(inputShape).at(-1) ?? 1;
    this.declare('gamma', [channels], 'ones');
    this.declare('beta', [channels]);
    this.built = true;
  }

  override computeOutputShape(inputShape: tfl.Shape | tfl.Shape[]): tfl.Shape | tfl.Shape[] {
    return inputShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() =>
      tf.add(tf.mul(normalize(inputsOf(inputs)[0]), this.weight('gamma')), this.weight('beta')),
    );
  }
}
