// An activation of its own, behind a norm or a join.
import * as tfl from '@tensorflow/tfjs-layers';
import { activated } from '../../../compiled/step/operations/affine';
import type { LayerForm } from '../form';

export const layer: LayerForm<'activation'> = {
  kind: 'activation',
  build: ({ activation }, { name }) => tfl.layers.activation({ name, activation }),
  kernels: () => [],
  lower: ({ activation }, x, { graph }) => activated(graph, x, activation),
};
