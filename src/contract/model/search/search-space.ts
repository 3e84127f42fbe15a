// The space in which hyperparameters are searched: one dimension for each field of the recipe that varies. Not for how it is searched.
import * as v from 'valibot';
import { json, type Json } from '../json';

/** A field of the recipe, such as `settings.learningRate` or `model.layers.0.units`. */
const path = v.pipe(
  v.string(),
  v.maxLength(200),
  v.regex(/^[A-Za-z][A-Za-z0-9-]*(\.[A-Za-z0-9][A-Za-z0-9-]*)*$/, 'a field of the recipe'),
);
const values = v.pipe(
  v.array(json),
  v.minLength(1),
  v.maxLength(1000),
  v.check((given) => new Set(given.map(keyOf)).size === given.length, 'values that differ'),
);
const finite = v.pipe(v.number(), v.finite());
const whole = v.pipe(v.number(), v.safeInteger());
const positive = v.pipe(finite, v.gtValue(0));

/** What each kind of dimension shares. */
const common = {
  path,
  /** The dimension counts only where a choice before it has one of these values; absent: always. */
  when: v.exactOptional(v.strictObject({ path, in: values })),
};
/** How many values, evenly spaced, a grid takes of a range; absent: what the grid takes by itself. */
const gridPoints = v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(1000)));

export const dimension = v.pipe(
  v.variant('kind', [
    v.strictObject({ ...common, kind: v.literal('choice'), values }),
    /** Whole numbers from `low` to `high`, both included; `log`: their logarithm is searched evenly. */
    v.strictObject({
      ...common,
      kind: v.literal('integer'),
      low: whole,
      high: whole,
      log: v.exactOptional(v.literal(true)),
      gridPoints,
    }),
    v.strictObject({ ...common, kind: v.literal('uniform'), low: finite, high: finite, gridPoints }),
    v.strictObject({ ...common, kind: v.literal('log-uniform'), low: positive, high: positive, gridPoints }),
  ]),
  v.check((each) => each.kind === 'choice' || each.low < each.high, 'low below high'),
  v.check(
    (each) => each.kind !== 'integer' || !each.log || each.low >= 1,
    'low of 1 or more where it is logarithmic',
  ),
);
export type Dimension = v.InferOutput<typeof dimension>;

/** Dimensions in order: one that depends on a choice comes after it. */
export const searchSpace = v.pipe(
  v.array(dimension),
  v.minLength(1),
  v.maxLength(64),
  v.check((space) => new Set(space.map((each) => each.path)).size === space.length, 'paths that differ'),
  v.check(
    (space) => space.every(({ when }, at) => !when || refersToEarlier(space.slice(0, at), when)),
    'a condition on values of an earlier choice',
  ),
);
export type SearchSpace = v.InferOutput<typeof searchSpace>;

/** Values by path, of the dimensions that count and of no others. */
export const proposal = v.record(path, json);
export type Proposal = v.InferOutput<typeof proposal>;

function refersToEarlier(earlier: readonly Dimension[], when: NonNullable<Dimension['when']>): boolean {
  const chosen = earlier.find((each) => each.path === when.path);
  if (chosen?.kind !== 'choice') return false;
  const offered = new Set(chosen.values.map(keyOf));
  return when.in.every((value) => offered.has(keyOf(value)));
}

/** The text by which values are told apart: JSON with sorted keys. */
function keyOf(value: Json): string {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return JSON.stringify(isObject ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : [value]);
}
