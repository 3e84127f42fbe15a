// What a tree is held to, and what a leaf and a division are worth under it (Chen and Guestrin 2016, eq. 5 to 7).

/** The rules of one tree. */
export interface GrowthRules {
  growth: 'depth' | 'leaf';
  maxDepth: number;
  maxLeaves: number;
  learningRate: number;
  l1: number;
  l2: number;
  /** Sum of second derivatives that each side of a division has at least. */
  minChildWeight: number;
  /** What a division must gain at least; XGBoost's gamma. */
  minGain: number;
  /** Of divisions by levels: what keeps rare levels from the ends of the order, and the further penalty (LightGBM's cat_smooth, cat_l2). */
  levelSmoothing: number;
  levelL2: number;
  /** Levels on the smaller side of a division at most (LightGBM's max_cat_threshold). */
  maxLevels: number;
}

/** What the value of a leaf must lie between, learning rate aside: what monotone columns above it leave. */
export interface Bounds {
  lower: number;
  upper: number;
}

/** Up to so many levels each is tried against the rest (LightGBM's max_cat_to_onehot). */
export const fewLevels = 4;

/** A sum of gradients after the L1 penalty. */
export function shrunk(first: number, l1: number): number {
  if (first > l1) return first - l1;
  return first < -l1 ? first + l1 : 0;
}

/** Twice what the best value of a leaf lowers the loss by: XGBoost leaves the half out, and so `minGain` means the same. */
export function worth(first: number, second: number, l1: number, l2: number): number {
  const sum = shrunk(first, l1);
  return (sum * sum) / (second + l2);
}

/** The same of the best value w within bounds: −(2 G w + (H + λ) w² + 2 α |w|). */
export function worthWithin(
  first: number,
  second: number,
  l1: number,
  l2: number,
  bounds: Bounds | null,
): number {
  if (!bounds) return worth(first, second, l1, l2);
  const value = leafValue(first, second, { l1, l2 }, bounds);
  return -(2 * first * value + (second + l2) * value * value + 2 * l1 * Math.abs(value));
}

/** The best value of a leaf, before the learning rate. */
export function leafValue(
  first: number,
  second: number,
  { l1, l2 }: Pick<GrowthRules, 'l1' | 'l2'>,
  bounds: Bounds | null = null,
): number {
  const curve = second + l2;
  const value = curve > 0 ? -shrunk(first, l1) / curve : 0;
  return bounds ? within(value, bounds) : value;
}

/** A value moved to the nearest bound where it lies beyond. */
export function within(value: number, { lower, upper }: Bounds): number {
  return Math.min(upper, Math.max(lower, value));
}
