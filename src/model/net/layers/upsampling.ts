// Nearest upsampling by a whole factor. tfjs' own (4.22) has a wrong gradient on its cpu backend, and finds the nearest cell by a
// float product that may fall below the whole number.
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { ownGradient } from './own-gradient';
import { inputsOf, sampleShape } from './weighted-layer';

/** [batch, height, width, channels] → [batch, height · size, width · size, channels]: each cell size × size times. */
export function upsample(x: tf.Tensor, size: number): tf.Tensor {
  const [, height = 1, width = 1, channels = 1] = x.shape;
  const repeated = (input: tf.Tensor, inner: number): tf.Tensor =>
    tf.tile(tf.reshape(input, [-1, 1, inner]), [1, size, 1]);
  const summed = (input: tf.Tensor, inner: number): tf.Tensor =>
    tf.sum(tf.reshape(input, [-1, size, inner]), 1);
  const row = width * size * channels;
  return ownGradient(x, (input) => ({
    value: tf.reshape(repeated(repeated(input, channels), row), [-1, height * size, width * size, channels]),
    saved: [],
    gradient: (dy) => tf.reshape(summed(summed(dy, row), channels), [-1, height, width, channels]),
  }));
}

/** The layer that does so. */
export class Upsampling2d extends tfl.layers.Layer {
  static readonly className = 'Upsampling2d';
  readonly #size: number;

  constructor(options: { name: string; size: number }) {
    super({ name: options.name });
    this.#size = options.size;
  }

  override computeOutputShape(inputShape: tfl.Shape | tfl.Shape[]): tfl.Shape {
    const [height = 0, width = 0, channels = 0] = sampleShape(inputShape);
    return [null, height * this.#size, width * this.#size, channels];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => upsample(inputsOf(inputs)[0], this.#size));
  }
}
