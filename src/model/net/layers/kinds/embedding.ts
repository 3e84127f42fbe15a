// A learnt vector for each token id.
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { classLabels, matrix, withGradient } from '../../../backends/self-test/self-test-case';
import { lookUp as lowered } from '../../../compiled/step/operations/sequence';
import type { LayerForm } from '../form';
import { lookUp, TokenEmbedding } from '../sequence/embedding';

export const layer: LayerForm<'embedding'> = {
  kind: 'embedding',
  build: ({ vocabulary, units }, { name, use }) =>
    use.kind === 'export'
      ? tfl.layers.embedding({ name, inputDim: vocabulary, outputDim: units })
      : new TokenEmbedding({ name, vocabulary, units }),
  weights: { embeddings: 'table' },
  kernels: () => ['ClipByValue', 'Concat', 'GatherV2', 'OneHot', 'UnsortedSegmentSum'],
  longestSum: (_, __, rows) => rows,
  part: 'sequence',
  selfTests: [
    {
      operation: 'embedding-gradient',
      part: 'sequence',
      run: () => withGradient((x) => lookUp(x, tf.reshape(classLabels(21, 5), [3, 7])), matrix(11, 6, 1)),
    },
  ],
  lower: (_, x, { graph, weight }) => lowered(graph, weight('embeddings'), x),
};
