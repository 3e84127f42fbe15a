// How the columns of a dataset go together: measured when first asked for, and kept, since a version never changes.
import type { Associations } from '../../../contract/data/charts/associations';
import { measureAssociations } from '../../../data/associations/measure-associations';
import { datasetFor } from '../read-rows';
import { rowSource } from '../row-source';

const keptDatasets = 3;
/** By dataset, the one measured longest ago first. */
const kept = new Map<string, Associations>();

/** The associations of a dataset's columns. */
export async function associations(datasetId: string, signal: AbortSignal): Promise<Associations> {
  const known = kept.get(datasetId);
  if (known) return known;
  const dataset = await datasetFor(datasetId);
  const found = await measureAssociations(rowSource(dataset), dataset, signal);
  kept.set(datasetId, found);
  const [oldest] = kept.keys();
  if (kept.size > keptDatasets && oldest !== undefined) kept.delete(oldest);
  return found;
}
