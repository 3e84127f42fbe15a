// Token ids to vectors, and what each position adds to them.
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { ownGradient } from '../own-gradient';
import { inputsOf, sampleShape, WeightedLayer } from '../weighted-layer';

/** Rows of the table that one product of the exact gradient is about: its one-hot matrix has as many columns. */
const slabRows = 4096;

/** Ids as whole numbers in 0 … vocabulary − 1: cut off after the point, and what lies outside is taken to the nearest. */
export function tokenIds(input: tf.Tensor, vocabulary: number): tf.Tensor {
  return tf.cast(tf.clipByValue(input, 0, vocabulary - 1), 'int32');
}

/**
 * Rows of a table [vocabulary, units] by ids [batch, steps], as [batch, steps, units]. The gradient adds up the rows of equal
 * ids in one order on every backend: tfjs-webgpu (4.22) adds them by atomics, in any order, so there it is a product.
 */
export function lookUp(table: tf.Tensor, ids: tf.Tensor): tf.Tensor {
  const [vocabulary, units] = [table.shape[0]!, table.shape[1]!];
  return ownGradient(table, (weights) => {
    const flat = tf.reshape<tf.Rank.R1>(ids, [-1]);
    return {
      value: tf.reshape(tf.gather(weights, flat), [...ids.shape, units]),
      saved: [flat],
      gradient: (dy, saved) => rowSums(tf.reshape(dy, [-1, units]), saved[0] as tf.Tensor1D, vocabulary),
    };
  });
}

function rowSums(rows: tf.Tensor, ids: tf.Tensor1D, vocabulary: number): tf.Tensor {
  if (tf.getBackend() !== 'webgpu') return tf.unsortedSegmentSum(rows, ids, vocabulary);
  const slabs: tf.Tensor2D[] = [];
  for (let first = 0; first < vocabulary; first += slabRows) {
    const count = Math.min(slabRows, vocabulary - first);
    const chosen = tf.oneHot(tf.sub(ids, tf.scalar(first, 'int32')), count, 1, 0, 'float32');
    slabs.push(tf.matMul(chosen as tf.Tensor2D, rows as tf.Tensor2D, true, false));
  }
  return slabs.length === 1 ? slabs[0]! : tf.concat(slabs, 0);
}

/** A learnt vector for each token: [steps] → [steps, units]. Its weight is `embeddings` [vocabulary, units]. */
export class TokenEmbedding extends WeightedLayer {
  static readonly className = 'TokenEmbedding';
  readonly #vocabulary: number;
  readonly #units: number;

  constructor(options: { name: string; vocabulary: number; units: number }) {
    super({ name: options.name });
    this.#vocabulary = options.vocabulary;
    this.#units = options.units;
  }

  override build(): void {
    this.declare('embeddings', [this.#vocabulary, this.#units]);
    this.built = true;
  }

  override computeOutputShape(inputShape: tfl.Shape | tfl.Shape[]): tfl.Shape {
    return [null, ...sampleShape(inputShape), this.#units];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => lookUp(this.weight('embeddings'), tokenIds(inputsOf(inputs)[0], this.#vocabulary)));
  }
}

/** A learnt vector for each position, added: [steps, channels] → the same. Its weight is `table` [steps, channels]. */
export class PositionEmbedding extends WeightedLayer {
  static readonly className = 'PositionEmbedding';

  override build(inputShape: tfl.Shape | tfl.Shape[]): void {
    this.declare('table', sampleShape(inputShape));
    this.built = true;
  }

  override computeOutputShape(inputShape: tfl.Shape | tfl.Shape[]): tfl.Shape | tfl.Shape[] {
    return inputShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.add(inputsOf(inputs)[0], this.weight('table'));
  }
}
tf.serialization.registerClass(PositionEmbedding);
