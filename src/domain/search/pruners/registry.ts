// Every pruner, in the order in which lists show them. A new one is its file, and a line here.
import type { Pruner } from '../pruner';
import { asha } from './asha';
import { hyperband } from './hyperband';
import { median } from './median';
import { none } from './none';
import { successiveHalving } from './successive-halving';

export const pruners: readonly Pruner[] = [none, median, successiveHalving, asha, hyperband];

const byId = new Map(pruners.map((pruner) => [pruner.id, pruner]));

/** The pruner of an id; undefined for one of another version of the app. */
export function findPruner(id: string): Pruner | undefined {
  return byId.get(id);
}
