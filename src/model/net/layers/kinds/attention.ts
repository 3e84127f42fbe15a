// Multi-head self-attention.
import * as tf from '@tensorflow/tfjs-core';
import { values, withGradient } from '../../../backends/self-test/self-test-case';
import type { SelfTestCase } from '../../../backends/self-test/self-test-case';
import { affine } from '../../../compiled/step/operations/affine';
import { attend } from '../../../compiled/step/operations/sequence';
import type { LayerForm } from '../form';
import { maskedSoftmax, SelfAttention } from '../sequence/attention';

/** Scores of which some may not be looked at; in the first row none may. */
function attentionWeights(scores: tf.Tensor): tf.Tensor {
  const allowed = tf.cast(tf.greater(values(scores.shape, 6), -0.2), 'float32');
  const later = tf.cast(tf.greater(tf.range(0, scores.shape[2] ?? 1), 0), 'float32');
  return maskedSoftmax(scores, tf.mul(allowed, tf.reshape(later, [1, 1, -1, 1])));
}

const selfTests: SelfTestCase[] = [
  {
    operation: 'matmul-batched',
    part: 'sequence',
    run: () =>
      withGradient((x) => tf.matMul(x, values([2, 3, 7, 5], 2), false, true), values([2, 3, 9, 5], 1)),
  },
  {
    operation: 'attention-weights',
    part: 'sequence',
    run: () => withGradient(attentionWeights, values([2, 3, 7, 9], 1, 4)),
  },
  {
    operation: 'heads-transpose',
    part: 'sequence',
    run: () => [tf.transpose(values([3, 7, 2, 5], 1), [0, 2, 1, 3])],
  },
];

export const layer: LayerForm<'attention'> = {
  kind: 'attention',
  build: ({ heads, causal, maskZero }, { name }) => new SelfAttention({ name, heads, causal, maskZero }),
  weights: { query_kernel: 'kernel', key_kernel: 'kernel', value_kernel: 'kernel', output_kernel: 'kernel' },
  mixes: true,
  kernels: () => ['Exp', 'GreaterEqual', 'Max', 'Maximum', 'Transpose'],
  longestSum: (_, shape, rows) => Math.max(rows, shape.at(-1) ?? 1),
  part: 'sequence',
  selfTests,
  customLayer: {
    className: SelfAttention.className,
    computes: `x [steps, channels]; query, key, value = x * <name>_kernel + <name>_bias, split into "heads" parts of equal width
    along the channels; for each head: softmax(query * transposed key / sqrt(width)) * value; the heads side by side,
    * output_kernel + output_bias. "causal": a step looks at itself and earlier ones only. "maskZero": the second input
    holds the token ids; no step looks at one whose id is 0, and one that may look at none has zeros as its heads.`,
  },
  lower({ heads, causal, maskZero }, x, { graph, weight, values: given }) {
    const part = (of: string) => affine(graph, x, weight(`${of}_kernel`), weight(`${of}_bias`));
    const visibility = { causal, tokens: maskZero ? given[0]! : null };
    const heard = attend(graph, [part('query'), part('key'), part('value')], heads, visibility);
    return affine(graph, heard, weight('output_kernel'), weight('output_bias'));
  },
};
