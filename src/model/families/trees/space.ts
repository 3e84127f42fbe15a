// What a search varies of boosted trees. The number of trees is not among it: early stopping finds it.
import type { SearchSpace } from '../../../contract/model/search/search-space';
import type { SpaceInput } from '../family';

/** Bounds as practice has them: slow to fast, small trees to large, weak regularisation to strong. */
export function treeSpace({ rows }: SpaceInput): SearchSpace {
  // A leaf needs rows: few of them carry no large trees.
  const mostLeaves = Math.min(255, Math.max(16, Math.round(rows / 20)));
  return [
    { path: 'settings.learningRate', kind: 'log-uniform', low: 0.02, high: 0.2 },
    { path: 'settings.maxLeaves', kind: 'integer', low: 4, high: mostLeaves, log: true },
    { path: 'settings.maxDepth', kind: 'integer', low: 2, high: 12 },
    { path: 'settings.minChildWeight', kind: 'log-uniform', low: 0.1, high: 30 },
    { path: 'settings.rowShare', kind: 'uniform', low: 0.5, high: 1 },
    { path: 'settings.columnShare', kind: 'uniform', low: 0.3, high: 1 },
    { path: 'settings.l2', kind: 'log-uniform', low: 0.01, high: 50 },
    { path: 'settings.levelSmoothing', kind: 'log-uniform', low: 1, high: 100 },
  ];
}
