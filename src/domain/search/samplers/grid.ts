// Grid search: every combination of the dimensions' values once. Of a conditional dimension only the combinations in which it counts.
import type { Json } from '../../../contract/model/json';
import type { Dimension, Proposal, SearchSpace } from '../../../contract/model/search/search-space';
import { isActive, valueAt, valueCount } from '../space';
import type { Sampler } from '../sampler';

/** How many values of a range are tried where its dimension does not say. */
export const defaultGridPoints = 5;

/**
 * Combinations in an order that spreads from the first one on: a study that stops early has seen all of the grid coarsely. The order goes
 * round the list by steps of about its length over the golden ratio, from a place that the seed decides. Past the end it starts anew.
 */
export const grid: Sampler = {
  id: 'grid',
  learns: false,
  size: (space) => countFrom(space, 0, {}),
  propose({ space, seed, index }) {
    const size = countFrom(space, 0, {});
    return combination(space, spreadPlace(index, size, seed));
  },
};

/** The values of a dimension that a grid tries, ends included; of whole numbers all where they are not more than its points. */
export function gridValues(dimension: Dimension): readonly Json[] {
  if (dimension.kind === 'choice') return dimension.values;
  const points = dimension.gridPoints ?? defaultGridPoints;
  const count = valueCount(dimension);
  if (count <= points) return Array.from({ length: count }, (_, place) => dimension.low + place);
  const spaced = Array.from({ length: points }, (_, place) => valueAt(dimension, place / (points - 1)));
  return [...new Set(spaced)];
}

/** How many combinations the dimensions from this one on have, given the values before them. */
function countFrom(space: SearchSpace, at: number, before: Proposal): number {
  const dimension = space[at];
  if (!dimension) return 1;
  if (!isActive(dimension, before)) return countFrom(space, at + 1, before);
  const values = gridValues(dimension);
  if (!decidesOthers(space, at)) return values.length * countFrom(space, at + 1, before);
  return values.reduce<number>(
    (sum, value) => sum + countFrom(space, at + 1, { ...before, [dimension.path]: value }),
    0,
  );
}

function combination(space: SearchSpace, place: number): Proposal {
  const values: Proposal = {};
  let rest = place;
  for (const [at, dimension] of space.entries()) {
    if (!isActive(dimension, values)) continue;
    for (const value of gridValues(dimension)) {
      values[dimension.path] = value;
      const below = countFrom(space, at + 1, values);
      if (rest < below) break;
      rest -= below;
    }
  }
  return values;
}

function decidesOthers(space: SearchSpace, at: number): boolean {
  return space.slice(at + 1).some(({ when }) => when?.path === space[at]?.path);
}

/** A permutation of 0 … size − 1. In whole numbers of any length, since products pass 2⁵³. */
function spreadPlace(index: number, size: number, seed: number): number {
  const length = BigInt(size);
  let step = BigInt(Math.max(1, Math.round(size / 1.618033988749895)));
  while (greatestDivisor(step, length) !== 1n) step++;
  return Number((BigInt(index) * step + BigInt(seed)) % length);
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestDivisor(b, a % b);
}
