// GRU. Its operations are those of the LSTM, whose cases of the self-test are its own.
import { gru } from '../../../compiled/step/operations/gru';
import type { LayerForm } from '../form';
import { Gru, mostCompiledSteps, recurrentKernels } from '../sequence/recurrent';

export const layer: LayerForm<'gru'> = {
  kind: 'gru',
  build: ({ units, returnSequences }, { name }) => new Gru({ name, units, returnSequences }),
  weights: { kernel: 'recurrent', recurrent_kernel: 'recurrent' },
  mixes: true,
  kernels: () => recurrentKernels,
  longestSum: ({ units }, shape, rows) => Math.max(rows, shape.at(-1) ?? 1, 3 * units),
  part: 'sequence',
  customLayer: {
    className: Gru.className,
    computes: `step by step from h = 0: rx, zx, nx = x * kernel + bias and rh, zh, nh = h * recurrent_kernel + recurrent_bias, each
    in this order; r = sigmoid(rx + rh); z = sigmoid(zx + zh); n = tanh(nx + r * nh); h = n + z * (h - n). The reset comes
    after the product, as in PyTorch. "returnSequences": h of every step, else of the last.`,
  },
  isLowered: (_, [steps = 1]) => steps <= mostCompiledSteps,
  lower({ returnSequences }, x, { graph, weight }) {
    const weights = {
      kernel: weight('kernel'),
      recurrent: weight('recurrent_kernel'),
      bias: weight('bias'),
      recurrentBias: weight('recurrent_bias'),
    };
    return gru(graph, x, weights, returnSequences);
  },
};
