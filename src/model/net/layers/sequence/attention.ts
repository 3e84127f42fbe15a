// Multi-head self-attention (Vaswani et al. 2017): every step asks all others what they hold.
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { ownGradient } from '../own-gradient';
import { inputsOf, project, sampleShape, WeightedLayer } from '../weighted-layer';

/** Taken from the scores that are not allowed, so that they are never the largest; their weights are set to 0 besides. */
const farBelow = 1e9;

/**
 * Softmax over the last axis among what is allowed (1 or 0, of a shape that broadcasts to that of the scores); a row where
 * nothing is allowed gives zeros. The largest allowed score adds exp(0) = 1 to its sum, so that only an empty one is below 1.
 */
export function maskedSoftmax(scores: tf.Tensor, allowed: tf.Tensor | null): tf.Tensor {
  return ownGradient(scores, (input) => {
    const masked = allowed ? tf.add(input, tf.mul(tf.sub(allowed, 1), farBelow)) : input;
    const powers = tf.exp(tf.sub(masked, tf.max(masked, -1, true)));
    const kept = allowed ? tf.mul(powers, allowed) : powers;
    const value = tf.div(kept, tf.maximum(tf.sum(kept, -1, true), 1));
    return {
      value,
      saved: [value],
      gradient: (dy, saved) => {
        const weights = saved[0]!;
        return tf.mul(weights, tf.sub(dy, tf.sum(tf.mul(dy, weights), -1, true)));
      },
    };
  });
}

/** 1 where a step (row) may see a step (column): itself and what came before. Shape [steps, steps]. */
function pastOnly(steps: number): tf.Tensor {
  const values = new Float32Array(steps * steps);
  for (let row = 0; row < steps; row++) values.fill(1, row * steps, row * steps + row + 1);
  return tf.tensor(values, [steps, steps]);
}

/** Options of the layer below. */
export interface SelfAttentionOptions {
  name: string;
  heads: number;
  causal: boolean;
  maskZero: boolean;
}

/**
 * [steps, channels] → the same. softmax(q kᵀ / √(channels / heads)) v for each head, then the output projection. Weights:
 * `query_`, `key_`, `value_` and `output_kernel` [channels, channels], each with a `_bias` [channels]; head h reads and writes
 * the channels from h · channels / heads on. With `maskZero` the second input is the net's: token ids [steps]; a step whose id
 * is 0 is seen by none, and where a step sees none it brings zeros to the output projection.
 */
export class SelfAttention extends WeightedLayer {
  static readonly className = 'SelfAttention';
  readonly #options: SelfAttentionOptions;

  constructor(options: SelfAttentionOptions) {
    super({ name: options.name });
    this.#options = options;
  }

  override build(inputShape: tfl.Shape | tfl.Shape[]): void {
    const channels = sampleShape(inputShape).at(-1) ?? 1;
    for (const part of ['query', 'key', 'value', 'output']) {
      this.declare(`${part}_kernel`, [channels, channels]);
      this.declare(`${part}_bias`, [channels]);
    }
    this.built = true;
  }

  override computeOutputShape(inputShape: tfl.Shape | tfl.Shape[]): tfl.Shape {
    return [null, ...sampleShape(inputShape)];
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { heads, causal, maskZero } = this.#options;
    return { ...super.getConfig(), heads, causal, maskZero };
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const [x, tokens] = inputsOf(inputs);
      const { heads } = this.#options;
      const [steps, channels] = [x.shape[1]!, x.shape[2]!];
      const width = channels / heads;
      const split = (part: string): tf.Tensor =>
        tf.transpose(
          tf.reshape(this.#project(x, part), [-1, steps, heads, width]),
          [0, 2, 1, 3], // [batch, heads, steps, width]
        );
      const scores = tf.mul(tf.matMul(split('query'), split('key'), false, true), 1 / Math.sqrt(width));
      const weights = maskedSoftmax(scores, this.#allowed(tokens, steps));
      const heard = tf.transpose(tf.matMul(weights, split('value')), [0, 2, 1, 3]);
      return this.#project(tf.reshape(heard, [-1, steps, channels]), 'output');
    });
  }

  #project(x: tf.Tensor, part: string): tf.Tensor {
    return project(x, this.weight(`${part}_kernel`), this.weight(`${part}_bias`));
  }

  #allowed(tokens: tf.Tensor | undefined, steps: number): tf.Tensor | null {
    const { causal, maskZero } = this.#options;
    const past = causal ? pastOnly(steps) : null;
    if (!maskZero || !tokens) return past;
    const present = tf.cast(tf.greaterEqual(tokens, 1), 'float32');
    const keys = tf.reshape(present, [-1, 1, 1, steps]);
    return past ? tf.mul(keys, past) : keys;
  }
}
tf.serialization.registerClass(SelfAttention);
