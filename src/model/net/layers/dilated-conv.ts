// A convolution whose kernel's cells stand apart: tfjs (4.22) computes it but has no gradient for it. Here the image is cut
// into its phases (space to batch), and a plain convolution, which has one on every backend, goes over each.
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { Activation, LayerSpec } from '../../../contract/model/recipe';
import { inputsOf, sampleShape, WeightedLayer } from './weighted-layer';

const activations: Record<Activation, (x: tf.Tensor) => tf.Tensor> = {
  linear: (x) => x,
  relu: tf.relu,
  elu: tf.elu,
  gelu: (x) => tf.mul(x, tf.mul(tf.add(tf.erf(tf.div(x, Math.SQRT2)), 1), 0.5)),
  tanh: tf.tanh,
  sigmoid: tf.sigmoid,
  softmax: (x) => tf.softmax(x),
};

/** Padding of one side that a convolution of stride 1 needs to keep the size, as TensorFlow divides it. */
function samePadding(kernelSize: number, dilation: number): { before: number; after: number } {
  const total = (kernelSize - 1) * dilation;
  return { before: Math.floor(total / 2), after: total - Math.floor(total / 2) };
}

/** x [batch, height, width, in], kernel [size, size, in, out], stride 1, with a gradient for both. */
export function dilatedConv2d(
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  padding: 'valid' | 'same',
  dilation: number,
): tf.Tensor4D {
  const { before, after } =
    padding === 'same' ? samePadding(kernel.shape[0], dilation) : { before: 0, after: 0 };
  const fill = (side: number) => (dilation - ((side + before + after) % dilation)) % dilation;
  const [lower, right] = [fill(x.shape[1]), fill(x.shape[2])];
  const phases = tf.spaceToBatchND(
    x,
    [dilation, dilation],
    [
      [before, after + lower],
      [before, after + right],
    ],
  );
  return tf.batchToSpaceND(
    tf.conv2d(phases, kernel, 1, 'valid'),
    [dilation, dilation],
    [
      [0, lower],
      [0, right],
    ],
  );
}

/** The layer for a `conv2d` whose dilation is above 1; weights as of tfjs' own: `kernel` and `bias`. */
export class DilatedConv2d extends WeightedLayer {
  static readonly className = 'DilatedConv2d';
  readonly #spec: Extract<LayerSpec, { kind: 'conv2d' }>;

  constructor(options: { name: string; spec: Extract<LayerSpec, { kind: 'conv2d' }> }) {
    super({ name: options.name });
    this.#spec = options.spec;
  }

  override build(inputShape: tfl.Shape | tfl.Shape[]): void {
    const { kernelSize, filters } = this.#spec;
    this.declare('kernel', [kernelSize, kernelSize, sampleShape(inputShape)[2] ?? 1, filters]);
    this.declare('bias', [filters]);
    this.built = true;
  }

  override computeOutputShape(inputShape: tfl.Shape | tfl.Shape[]): tfl.Shape {
    const { kernelSize, padding, filters, dilation = 1 } = this.#spec;
    const lost = padding === 'same' ? 0 : (kernelSize - 1) * dilation;
    const [height = 0, width = 0] = sampleShape(inputShape);
    return [null, height - lost, width - lost, filters];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const { padding, activation, dilation = 1 } = this.#spec;
    return tf.tidy(() => {
      const x = inputsOf(inputs)[0] as tf.Tensor4D;
      const sums = dilatedConv2d(x, this.weight('kernel') as tf.Tensor4D, padding, dilation);
      return activations[activation](tf.add(sums, this.weight('bias')));
    });
  }
}
