// Batch normalisation (Ioffe and Szegedy 2015), with moving statistics for prediction.
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { image, logits, smallImage, withGradient } from '../../../backends/self-test/self-test-case';
import { batchNorm, batchNormFixed } from '../../../compiled/step/operations/normalization';
import type { LayerForm } from '../form';

/** Decay of the moving statistics: runs here are hundreds of steps, not tens of thousands. */
const momentum = 0.9;
/** Keeps the square root away from 0. */
const epsilon = 1e-3;

function normalized(x: tf.Tensor2D | tf.Tensor4D): tf.Tensor {
  const channels = x.shape[x.rank - 1] ?? 1;
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  const { mean, variance } = tf.moments(x, axes);
  const [m, v] = [tf.reshape<tf.Rank.R1>(mean, [channels]), tf.reshape<tf.Rank.R1>(variance, [channels])];
  const offset = tf.linspace(-1, 1, channels);
  const scale = tf.linspace(0.5, 2, channels);
  return x.rank === 2
    ? tf.batchNorm2d(tf.reshape(x, [-1, channels]), m, v, offset, scale, epsilon)
    : tf.batchNorm(x, m, v, offset, scale, epsilon);
}

export const layer: LayerForm<'batchNorm'> = {
  kind: 'batchNorm',
  build: (_, { name }) => tfl.layers.batchNormalization({ name, momentum, epsilon }),
  kernels: () => ['FusedBatchNorm', 'Mean', 'Rsqrt', 'SquaredDifference', 'Tile'],
  selfTests: [
    {
      operation: 'batch-norm',
      part: 'dense',
      run: () => withGradient((x) => normalized(x as tf.Tensor2D), logits(1)),
    },
    {
      operation: 'batch-norm-image',
      part: 'convolution',
      run: () => withGradient((x) => normalized(x as tf.Tensor4D), image(smallImage, 1)),
    },
  ],
  lower(_, x, { graph, weight, training }) {
    const weights = { gain: weight('gamma'), shift: weight('beta'), epsilon };
    const moving = { mean: weight('moving_mean'), variance: weight('moving_variance'), momentum };
    return training ? batchNorm(graph, x, weights, moving) : batchNormFixed(graph, x, weights, moving);
  },
};
