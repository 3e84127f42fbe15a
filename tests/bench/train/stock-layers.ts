// What TensorFlow.js has no layer for, written as its users write it: of tf operations with their own gradients. Weights are
// called and laid out as the app's are.
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { inputsOf, project, sampleShape, WeightedLayer } from '../../../src/model/net/layers/weighted-layer';

/** Layers that keep the shape [steps, channels] of a sample. */
abstract class OfSequence extends WeightedLayer {
  override computeOutputShape(inputShape: tfl.Shape | tfl.Shape[]): tfl.Shape | tfl.Shape[] {
    return inputShape;
  }
}

/** A learnt vector for each position, added. */
export class StockPositions extends OfSequence {
  static readonly className = 'StockPositions';

  override build(inputShape: tfl.Shape | tfl.Shape[]): void {
    this.declare('table', sampleShape(inputShape));
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => tf.add(inputsOf(inputs)[0], this.weight('table')));
  }
}

/** Multi-head self-attention of all steps to all. */
export class StockAttention extends OfSequence {
  static readonly className = 'StockAttention';
  readonly #heads: number;

  constructor({ name, heads }: { name: string; heads: number }) {
    super({ name });
    this.#heads = heads;
  }

  override build(inputShape: tfl.Shape | tfl.Shape[]): void {
    const channels = sampleShape(inputShape).at(-1)!;
    for (const part of ['query', 'key', 'value', 'output']) {
      this.declare(`${part}_kernel`, [channels, channels]);
      this.declare(`${part}_bias`, [channels]);
    }
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const [x] = inputsOf(inputs);
      const [steps, channels] = [x.shape[1]!, x.shape[2]!];
      const width = channels / this.#heads;
      const projected = (of: tf.Tensor, part: string) =>
        project(of, this.weight(`${part}_kernel`), this.weight(`${part}_bias`));
      const split = (part: string) =>
        tf.transpose(tf.reshape(projected(x, part), [-1, steps, this.#heads, width]), [0, 2, 1, 3]);
      const scores = tf.div(tf.matMul(split('query'), split('key'), false, true), Math.sqrt(width));
      const heard = tf.transpose(tf.matMul(tf.softmax(scores), split('value')), [0, 2, 1, 3]);
      return projected(tf.reshape(heard, [-1, steps, channels]), 'output');
    });
  }
}
