// A learnt vector for each position.
import { addTensors } from '../../../compiled/step/operations/elementwise';
import type { LayerForm } from '../form';
import { PositionEmbedding } from '../sequence/embedding';

export const layer: LayerForm<'positionEmbedding'> = {
  kind: 'positionEmbedding',
  build: (_, { name }) => new PositionEmbedding({ name }),
  weights: { table: 'table' },
  kernels: () => [],
  part: 'sequence',
  customLayer: {
    className: PositionEmbedding.className,
    computes: 'x [steps, channels] + table [steps, channels]',
  },
  lower: (_, x, { graph, weight }) => addTensors(graph, x, weight('table')),
};
