// What a search varies of forests: how far trees grow, and how much they differ. More trees are never worse, and cost time.
import type { SearchSpace } from '../../../contract/model/search/search-space';
import type { SpaceInput } from '../family';
import { columnChoices } from './settings';

/** Bounds as practice has them. */
export function forestSpace({ rows }: SpaceInput): SearchSpace {
  const mostLeafRows = Math.min(64, Math.max(4, Math.round(rows / 50)));
  return [
    { path: 'settings.minLeafRows', kind: 'integer', low: 1, high: mostLeafRows, log: true },
    { path: 'settings.columns', kind: 'choice', values: [...columnChoices] },
    { path: 'settings.maxDepth', kind: 'integer', low: 4, high: 64, log: true },
  ];
}
