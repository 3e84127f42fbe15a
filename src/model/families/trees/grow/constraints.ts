// What divisions must respect: columns along which predictions only rise or only fall, and columns that may meet on one path. Both as in XGBoost
// (monotone_constraints, interaction_constraints). Not for which column of a table is meant: constrained-columns.ts.
import { leafValue, type Bounds, type GrowthRules } from './rules';
import type { Split } from './split';

/** Constraints of a training, by encoded columns. */
export interface GrowthConstraints {
  /** A column each: 1 where predictions rise with it, −1 where they fall, 0 where nothing is said; null where nothing is said of any. */
  monotone: Int8Array | null;
  /** Columns that may stand together on a path from root to leaf; one that is in no set stands alone. null: all together. */
  interactions: readonly (readonly number[])[] | null;
}

/** Nothing is constrained. */
export const unconstrained: GrowthConstraints = { monotone: null, interactions: null };

/** Bounds of the whole tree. */
export const openBounds: Bounds = { lower: -Infinity, upper: Infinity };

/**
 * Bounds of both children. By a monotone column they are parted in the middle between the children's values, so that whatever grows below keeps
 * the order; by any other both keep those of their parent.
 */
export function childBounds(
  { lower, upper }: Bounds,
  node: { first: number; second: number },
  { leftFirst, leftSecond }: Split,
  direction: number,
  rules: Pick<GrowthRules, 'l1' | 'l2'>,
): [left: Bounds, right: Bounds] {
  const own = { lower, upper };
  if (direction === 0) return [own, own];
  const left = leafValue(leftFirst, leftSecond, rules, own);
  const right = leafValue(node.first - leftFirst, node.second - leftSecond, rules, own);
  const middle = (left + right) / 2;
  const [below, above] = [
    { lower, upper: middle },
    { lower: middle, upper },
  ];
  return direction > 0 ? [below, above] : [above, below];
}

/** Columns that may divide below a path: those on it, and those of every set that has all of it; null where all may. */
export function columnsBelow(
  path: ReadonlySet<number>,
  { interactions }: GrowthConstraints,
): ReadonlySet<number> | null {
  if (!interactions || path.size === 0) return null;
  const allowed = new Set(path);
  for (const set of interactions)
    if ([...path].every((column) => set.includes(column))) for (const column of set) allowed.add(column);
  return allowed;
}
