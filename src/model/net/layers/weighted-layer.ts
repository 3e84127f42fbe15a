// How layers of our own come by their weights and inputs. Not for what they compute.
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';

/** A layer whose trainable weights are declared once and read by name. */
export abstract class WeightedLayer extends tfl.layers.Layer {
  readonly #variables = new Map<string, tfl.LayerVariable>();

  /** Adds a weight that starts as zeros or ones, or as given; initializers.ts draws kernels and tables afterwards. */
  protected declare(name: string, shape: number[], start: 'zeros' | 'ones' | number[] = 'zeros'): void {
    const initializer = start === 'ones' ? tfl.initializers.ones() : tfl.initializers.zeros();
    const variable = this.addWeight(name, shape, 'float32', initializer);
    if (Array.isArray(start)) tf.tidy(() => void variable.write(tf.tensor(start, shape)));
    this.#variables.set(name, variable);
  }

  /** The weight of a name, as it is now. */
  protected weight(name: string): tf.Tensor {
    const variable = this.#variables.get(name);
    if (!variable) throw new Error(`${this.name} has no weight ${name}`);
    return variable.read();
  }
}

/** The inputs of a call as a list: a layer behind a join has several. */
export function inputsOf(inputs: tf.Tensor | tf.Tensor[]): [tf.Tensor, ...tf.Tensor[]] {
  const [first, ...rest] = Array.isArray(inputs) ? inputs : [inputs];
  if (!first) throw new Error('a layer without an input');
  return [first, ...rest];
}

/** The sides of one sample that a layer reads first, without the batch. */
export function sampleShape(shape: tfl.Shape | tfl.Shape[]): number[] {
  const first = (Array.isArray(shape[0]) ? shape[0] : shape) as (number | null)[];
  return first.slice(1).map((side) => side ?? 0);
}

/** x [.., in] times a kernel [in, out], and a bias [out]: one product over all leading axes. */
export function project(x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  const rows = tf.reshape(x, [-1, kernel.shape[0]!]);
  const product = tf.add(tf.matMul(rows as tf.Tensor2D, kernel as tf.Tensor2D), bias);
  return tf.reshape(product, [...x.shape.slice(0, -1), kernel.shape[1]!]);
}
