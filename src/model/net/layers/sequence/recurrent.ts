// LSTM (Hochreiter and Schmidhuber 1997; forget gates: Gers et al. 2000) and GRU (Cho et al. 2014), with PyTorch's formulas.
// The inputs of all steps are projected in one product; what is left of a step is one product with the state before it.
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { inputsOf, project, sampleShape, WeightedLayer } from '../weighted-layer';

/** TensorFlow.js kernels that training either layer needs. */
export const recurrentKernels = [
  'Concat',
  'Pack',
  'Sigmoid',
  'SplitV',
  'Square',
  'Tanh',
  'Transpose',
  'Unpack',
];

/** Steps that a compiled step writes out one by one; longer sequences would take too long to compile. */
export const mostCompiledSteps = 128;

/** Options of both layers. */
export interface RecurrentOptions {
  name: string;
  units: number;
  /** The state after every step, or after the last one alone. */
  returnSequences: boolean;
}

/** Batch and steps exchanged: what is cut step by step then lies in one piece, which wasm cuts fifty times faster. */
const exchanged = (x: tf.Tensor): tf.Tensor => tf.transpose(x, [1, 0, 2]);

/** [steps, batch, width] as one [batch, width] a step. tfjs (4.22) cannot take the gradient of an unstack of one. */
function stepsOf(x: tf.Tensor): tf.Tensor[] {
  return x.shape[0] === 1 ? [tf.reshape(x, [-1, x.shape[2]!])] : tf.unstack(x, 0);
}

/** What both layers share: the walk over the steps of [steps, channels]. */
abstract class Recurrent extends WeightedLayer {
  protected readonly options: RecurrentOptions;

  constructor(options: RecurrentOptions) {
    super({ name: options.name });
    this.options = options;
  }

  override computeOutputShape(inputShape: tfl.Shape | tfl.Shape[]): tfl.Shape {
    const { units, returnSequences } = this.options;
    return returnSequences ? [null, sampleShape(inputShape)[0] ?? null, units] : [null, units];
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { units, returnSequences } = this.options;
    return { ...super.getConfig(), units, returnSequences };
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const [x] = inputsOf(inputs);
      const projected = project(exchanged(x), this.weight('kernel'), this.weight('bias'));
      const outputs = this.walk(stepsOf(projected), tf.zeros([x.shape[0]!, this.options.units]));
      return this.options.returnSequences ? exchanged(tf.stack(outputs, 0)) : outputs.at(-1)!;
    });
  }

  /** States [batch, units] after each step, from the projected inputs [batch, gates · units] of each. */
  protected abstract walk(steps: tf.Tensor[], start: tf.Tensor): tf.Tensor[];
}

/**
 * i, f, g, o = x W + h R + b, in this order; c' = σ(f) c + σ(i) tanh(g); h' = σ(o) tanh(c'). Weights: `kernel` W
 * [channels, 4 units], `recurrent_kernel` R [units, 4 units], `bias` b [4 units], whose forget part starts as 1 (Jozefowicz
 * et al. 2015). Both biases of PyTorch add up to this one.
 */
export class Lstm extends Recurrent {
  static readonly className = 'Lstm';

  override build(inputShape: tfl.Shape | tfl.Shape[]): void {
    const { units } = this.options;
    this.declare('kernel', [sampleShape(inputShape).at(-1) ?? 1, 4 * units]);
    this.declare('recurrent_kernel', [units, 4 * units]);
    const isForget = (place: number) => place >= units && place < 2 * units;
    this.declare(
      'bias',
      [4 * units],
      Array.from({ length: 4 * units }, (_, place) => Number(isForget(place))),
    );
    this.built = true;
  }

  protected override walk(steps: tf.Tensor[], start: tf.Tensor): tf.Tensor[] {
    const recurrent = this.weight('recurrent_kernel') as tf.Tensor2D;
    let [hidden, cell] = [start, start];
    return steps.map((step) => {
      const gates = tf.add(step, tf.matMul(hidden as tf.Tensor2D, recurrent));
      const [input, forget, candidate, output] = tf.split(gates, 4, 1);
      const written = tf.mul(tf.sigmoid(input!), tf.tanh(candidate!));
      cell = tf.add(tf.mul(tf.sigmoid(forget!), cell), written);
      hidden = tf.mul(tf.sigmoid(output!), tf.tanh(cell));
      return hidden;
    });
  }
}

/**
 * r, z, n of x W + b and of h R + d, in this order; r = σ(rx + rh), z = σ(zx + zh), n = tanh(nx + r nh), h' = n + z (h − n):
 * the reset comes after the recurrent product. Weights: `kernel` W [channels, 3 units], `recurrent_kernel` R [units, 3 units],
 * `bias` b and `recurrent_bias` d [3 units].
 */
export class Gru extends Recurrent {
  static readonly className = 'Gru';

  override build(inputShape: tfl.Shape | tfl.Shape[]): void {
    const { units } = this.options;
    this.declare('kernel', [sampleShape(inputShape).at(-1) ?? 1, 3 * units]);
    this.declare('recurrent_kernel', [units, 3 * units]);
    this.declare('bias', [3 * units]);
    this.declare('recurrent_bias', [3 * units]);
    this.built = true;
  }

  protected override walk(steps: tf.Tensor[], start: tf.Tensor): tf.Tensor[] {
    const [recurrent, bias] = [this.weight('recurrent_kernel'), this.weight('recurrent_bias')];
    let hidden = start;
    return steps.map((step) => {
      const [resetX, updateX, candidateX] = tf.split(step, 3, 1);
      const [resetH, updateH, candidateH] = tf.split(project(hidden, recurrent, bias), 3, 1);
      const reset = tf.sigmoid(tf.add(resetX!, resetH!));
      const update = tf.sigmoid(tf.add(updateX!, updateH!));
      const candidate = tf.tanh(tf.add(candidateX!, tf.mul(reset, candidateH!)));
      hidden = tf.add(candidate, tf.mul(update, tf.sub(hidden, candidate)));
      return hidden;
    });
  }
}
tf.serialization.registerClass(Gru);
