// Layer normalisation over the last axis.
import * as tfl from '@tensorflow/tfjs-layers';
import { logits, withGradient } from '../../../backends/self-test/self-test-case';
import { layerNorm } from '../../../compiled/step/operations/normalization';
import type { LayerForm } from '../form';
import { LayerNorm, layerNormEpsilon as epsilon, normalize } from '../layer-norm';

export const layer: LayerForm<'layerNorm'> = {
  kind: 'layerNorm',
  build: (_, { name, use }) =>
    use.kind === 'export' ? tfl.layers.layerNormalization({ name, epsilon }) : new LayerNorm({ name }),
  kernels: () => ['Mean', 'Rsqrt', 'Square'],
  part: 'sequence',
  selfTests: [{ operation: 'layer-norm', part: 'sequence', run: () => withGradient(normalize, logits(1)) }],
  lower: (_, x, { graph, weight }) =>
    layerNorm(graph, x, { gain: weight('gamma'), shift: weight('beta'), epsilon }),
};
