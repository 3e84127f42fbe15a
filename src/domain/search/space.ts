// A search space as the unit cube: every dimension from 0 to 1, evenly in what is searched evenly. Not for choosing points of it.
import type { Json } from '../../contract/model/json';
import type { Dimension, Proposal, SearchSpace } from '../../contract/model/search/search-space';
import { ownValue } from '../../contract/data/own-value';
import { canonicalJson } from '../hashing/canonical';

/** Coordinates in [0, 1] in the order of the space's dimensions; null: the dimension does not count here. */
export type Point = readonly (number | null)[];

/** Whether two values are the same as JSON. */
export function isSameValue(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  return canonicalJson(a) === canonicalJson(b);
}

/** Whether a dimension counts in a proposal that holds values for all dimensions before it. */
export function isActive({ when }: Dimension, values: Proposal): boolean {
  if (!when) return true;
  if (!Object.hasOwn(values, when.path)) return false;
  const chosen = ownValue(values, when.path);
  return when.in.some((value) => isSameValue(value, chosen));
}

/** How many values a dimension has; infinite for those that are continuous. */
export function valueCount(dimension: Dimension): number {
  if (dimension.kind === 'choice') return dimension.values.length;
  return dimension.kind === 'integer' ? dimension.high - dimension.low + 1 : Infinity;
}

/**
 * The value at a coordinate of [0, 1]. Each choice has the same share of it; each whole number has what lies within a half of it,
 * in logarithms where it is logarithmic.
 */
export function valueAt(dimension: Dimension, coordinate: number): Json {
  const at = Math.min(1, Math.max(0, coordinate));
  if (dimension.kind === 'choice') {
    const { values } = dimension;
    return values[Math.min(values.length - 1, Math.floor(at * values.length))]!;
  }
  const { low, high } = dimension;
  const [start, end] = searchedRange(dimension);
  const searched = start + at * (end - start);
  const value = isLogarithmic(dimension) ? Math.exp(searched) : searched;
  // The ends themselves, which a logarithm and back would miss by a bit.
  if (at === 0 || at === 1) return at === 0 ? low : high;
  const rounded = dimension.kind === 'integer' ? Math.round(value) : value;
  return Math.min(high, Math.max(low, rounded));
}

/** The coordinate of a value, of a choice or a whole number the middle of its share; null for a value that the dimension does not have. */
export function coordinateOf(dimension: Dimension, value: Json | undefined): number | null {
  if (dimension.kind === 'choice') {
    const place = dimension.values.findIndex((each) => isSameValue(each, value));
    return place < 0 ? null : (place + 0.5) / dimension.values.length;
  }
  if (typeof value !== 'number' || value < dimension.low || value > dimension.high) return null;
  if (dimension.kind !== 'integer') return placeOf(dimension, value);
  if (!Number.isInteger(value)) return null;
  const [from, to] = cellOf(dimension, value);
  return (from + to) / 2;
}

/** The share of [0, 1] that belongs to a whole number, or to the choice of this place. */
export function cellOf(
  dimension: Extract<Dimension, { kind: 'choice' | 'integer' }>,
  value: number,
): readonly [number, number] {
  if (dimension.kind === 'choice') {
    const count = dimension.values.length;
    return [value / count, (value + 1) / count];
  }
  return [placeOf(dimension, value - 0.5), placeOf(dimension, value + 0.5)];
}

/** A proposal as coordinates; null for a dimension that does not count, or whose value is none of this space. */
export function encode(space: SearchSpace, values: Proposal): Point {
  return space.map((dimension) =>
    isActive(dimension, values) ? coordinateOf(dimension, ownValue(values, dimension.path)) : null,
  );
}

/** The proposal at a point; coordinates of dimensions that do not count there are passed over. */
export function decode(space: SearchSpace, point: Point): Proposal {
  const values: Proposal = {};
  for (const [at, dimension] of space.entries()) {
    const coordinate = point[at];
    if (coordinate == null || !isActive(dimension, values)) continue;
    values[dimension.path] = valueAt(dimension, coordinate);
  }
  return values;
}

/** Whether a proposal has a value of the space for each dimension that counts, and no others. */
export function isInSpace(space: SearchSpace, values: Proposal): boolean {
  const counting = space.filter((dimension) => isActive(dimension, values));
  return (
    Object.keys(values).length === counting.length &&
    counting.every((dimension) => coordinateOf(dimension, ownValue(values, dimension.path)) !== null)
  );
}

type Range = Exclude<Dimension, { kind: 'choice' }>;

function isLogarithmic(dimension: Range): boolean {
  return dimension.kind === 'log-uniform' || (dimension.kind === 'integer' && dimension.log === true);
}

/** What coordinates 0 and 1 stand for, in logarithms where they are searched. */
function searchedRange(dimension: Range): readonly [number, number] {
  const margin = dimension.kind === 'integer' ? 0.5 : 0;
  const ends = [dimension.low - margin, dimension.high + margin] as const;
  return isLogarithmic(dimension) ? [Math.log(ends[0]), Math.log(ends[1])] : ends;
}

function placeOf(dimension: Range, value: number): number {
  const [start, end] = searchedRange(dimension);
  const searched = isLogarithmic(dimension) ? Math.log(value) : value;
  return Math.min(1, Math.max(0, (searched - start) / (end - start)));
}
