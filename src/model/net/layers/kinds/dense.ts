// Dense: over a sequence it has one set of weights for all steps.
import * as tfl from '@tensorflow/tfjs-layers';
import { activated, affine } from '../../../compiled/step/operations/affine';
import type { LayerForm } from '../form';

export const layer: LayerForm<'dense'> = {
  kind: 'dense',
  build: ({ units, activation }, { name }) =>
    tfl.layers.dense({ name, units, activation, kernelInitializer: 'zeros' }),
  weights: { kernel: 'kernel' },
  mixes: true,
  // Over a sequence tfjs transposes the kernel, by nothing.
  kernels: () => ['BatchMatMul', '_FusedMatMul', 'Transpose'],
  longestSum: ({ units }, shape, rows) =>
    Math.max(
      shape.reduce((product, side) => product * side, 1),
      units,
      shape.length > 1 ? rows : 0,
    ),
  lower: ({ activation }, x, { graph, weight }) =>
    activated(graph, affine(graph, x, weight('kernel'), weight('bias')), activation),
};
