// LSTM.
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { values, withGradient } from '../../../backends/self-test/self-test-case';
import { lstm } from '../../../compiled/step/operations/lstm';
import type { LayerForm } from '../form';
import { Lstm, mostCompiledSteps, recurrentKernels } from '../sequence/recurrent';

/** Our formulas in tfjs' words; its own starting values are not needed, and one of them needs all of tfjs to be drawn. */
const standard = {
  recurrentActivation: 'sigmoid',
  unitForgetBias: false,
  kernelInitializer: 'zeros',
  recurrentInitializer: 'zeros',
} as const;

/** What a gate does at every step of a sequence. */
function gatedSteps(x: tf.Tensor): tf.Tensor {
  const steps = tf.unstack(x, 1).map((step) => {
    const [gate, candidate] = tf.split(step, 2, 1);
    return tf.mul(tf.sigmoid(gate!), tf.tanh(candidate!));
  });
  return tf.stack(steps, 1);
}

export const layer: LayerForm<'lstm'> = {
  kind: 'lstm',
  build: ({ units, returnSequences }, { name, use }) =>
    use.kind === 'export'
      ? tfl.layers.lstm({ name, ...standard, units, returnSequences })
      : new Lstm({ name, units, returnSequences }),
  weights: { kernel: 'recurrent', recurrent_kernel: 'recurrent' },
  mixes: true,
  kernels: () => recurrentKernels,
  longestSum: ({ units }, shape, rows) => Math.max(rows, shape.at(-1) ?? 1, 4 * units),
  part: 'sequence',
  selfTests: [
    {
      operation: 'gated-steps',
      part: 'sequence',
      run: () => withGradient(gatedSteps, values([3, 5, 14], 1, 4)),
    },
  ],
  isLowered: (_, [steps = 1]) => steps <= mostCompiledSteps,
  lower({ returnSequences }, x, { graph, weight }) {
    const weights = { kernel: weight('kernel'), recurrent: weight('recurrent_kernel'), bias: weight('bias') };
    return lstm(graph, x, weights, returnSequences);
  },
};
