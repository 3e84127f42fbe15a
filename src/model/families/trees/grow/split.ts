// The best division of a node by one column of its histogram. Gains are compared in float32, so that two divisions of the same rows are
// equal whatever order they were summed in; of equal ones the first is kept. XGBoost does the same.
import { fewLevels, worth, type GrowthRules } from './rules';

/** A division that was found. */
export interface Split {
  gain: number;
  column: number;
  /** Of numbers: the last bin that goes left. −1 where `levels` says it. */
  bin: number;
  /** Bins that go left, of a column of levels. */
  levels: number[] | null;
  /** Whether what is missing, or was not seen in the node, goes left. */
  missingLeft: boolean;
  leftFirst: number;
  leftSecond: number;
}

/** A node's sums and its histogram of a column: cells [bins + 1, 2] from `from`. */
export interface NodeColumn {
  histogram: Float64Array;
  /** Index of the column's first number in the histogram. */
  from: number;
  bins: number;
  column: number;
  first: number;
  second: number;
}

/** Sums below this are what rounding left of nothing. */
const noWeight = 1e-12;

/** The best division of numbers that gains more than `above`; null where there is none. */
export function splitNumbers(node: NodeColumn, rules: GrowthRules, above: number): Split | null {
  const { histogram, from, bins, first, second } = node;
  const { l1, l2, minChildWeight } = rules;
  const least = Math.max(minChildWeight, noWeight);
  const whole = worth(first, second, l1, l2);
  const missingFirst = histogram[from + 2 * bins]!;
  const missingSecond = histogram[from + 2 * bins + 1]!;
  const hasMissing = missingSecond > noWeight;
  let best = above;
  let bestBin = -1;
  let missingLeft = false;
  let bestFirst = 0;
  let bestSecond = 0;
  let leftFirst = 0;
  let leftSecond = 0;
  // The last bin stands for "all that is present goes left": a division only where something is missing.
  const last = hasMissing ? bins : bins - 1;
  for (let bin = 0; bin < last; bin++) {
    leftFirst += histogram[from + 2 * bin]!;
    leftSecond += histogram[from + 2 * bin + 1]!;
    const rightSecond = second - leftSecond;
    if (leftSecond >= least && rightSecond >= least) {
      const gain = Math.fround(
        worth(leftFirst, leftSecond, l1, l2) + worth(first - leftFirst, rightSecond, l1, l2) - whole,
      );
      if (gain > best) {
        best = gain;
        bestBin = bin;
        missingLeft = hasMissing ? false : leftSecond > rightSecond;
        bestFirst = leftFirst;
        bestSecond = leftSecond;
      }
    }
    if (!hasMissing || bin === bins - 1) continue;
    const withFirst = leftFirst + missingFirst;
    const withSecond = leftSecond + missingSecond;
    const without = second - withSecond;
    if (withSecond < least || without < least) continue;
    const gain = Math.fround(
      worth(withFirst, withSecond, l1, l2) + worth(first - withFirst, without, l1, l2) - whole,
    );
    if (gain > best) {
      best = gain;
      bestBin = bin;
      missingLeft = true;
      bestFirst = withFirst;
      bestSecond = withSecond;
    }
  }
  if (bestBin < 0) return null;
  return {
    ...{ gain: best, column: node.column, bin: bestBin, levels: null, missingLeft },
    ...{ leftFirst: bestFirst, leftSecond: bestSecond },
  };
}

/**
 * The best division of levels into two sets: sorted by what each asks for, one end against the other (Fisher 1958; LightGBM). "Missing"
 * is a level like others. null where none gains more than `above`.
 */
export function splitLevels(node: NodeColumn, rules: GrowthRules, above: number): Split | null {
  const { histogram, from, bins, second } = node;
  const least = Math.max(rules.minChildWeight, noWeight);
  const firstOf = (bin: number) => histogram[from + 2 * bin]!;
  const secondOf = (bin: number) => histogram[from + 2 * bin + 1]!;
  const present: number[] = [];
  for (let bin = 0; bin <= bins; bin++) if (secondOf(bin) > noWeight) present.push(bin);
  if (present.length < 2) return null;
  const few = present.length <= fewLevels;
  // A level with too few rows asks for what chance says; it stays on the other side.
  const able = few ? present : present.filter((bin) => secondOf(bin) >= least);
  const asks = (bin: number) => firstOf(bin) / (secondOf(bin) + rules.levelSmoothing);
  const sorted = few ? able : able.toSorted((a, b) => asks(a) - asks(b) || a - b);
  const l2 = few ? rules.l2 : rules.l2 + rules.levelL2;
  const found = few
    ? bestOf(
        node,
        sorted.map((bin) => [bin]),
        { ...rules, l2 },
        above,
      )
    : bestEnd(node, sorted, { ...rules, l2 }, above);
  if (!found) return null;
  const missingLeft = withUnseen(found, second);
  const isLeft = new Set(found.levels);
  const seen = new Set(present);
  const levels: number[] = [];
  // Levels that this node never saw go with the larger side.
  for (let bin = 0; bin < bins; bin++) if (seen.has(bin) ? isLeft.has(bin) : missingLeft) levels.push(bin);
  return {
    ...{ gain: found.gain, column: node.column, bin: -1, levels },
    ...{ leftFirst: found.leftFirst, leftSecond: found.leftSecond },
    missingLeft: seen.has(bins) ? isLeft.has(bins) : missingLeft,
  };
}

interface LevelSet {
  gain: number;
  levels: number[];
  leftFirst: number;
  leftSecond: number;
}

const withUnseen = ({ leftSecond }: LevelSet, second: number): boolean => leftSecond > second - leftSecond;

function bestOf(node: NodeColumn, sets: number[][], rules: GrowthRules, above: number): LevelSet | null {
  let best: LevelSet | null = null;
  for (const levels of sets) {
    const found = gainOf(node, levels, rules);
    if (found && found.gain > (best?.gain ?? above)) best = found;
  }
  return best;
}

/** Sets that begin at either end of the order, grown level by level. */
function bestEnd(node: NodeColumn, sorted: number[], rules: GrowthRules, above: number): LevelSet | null {
  const most = Math.min(rules.maxLevels, (sorted.length + 1) >> 1);
  let best: LevelSet | null = null;
  for (const order of [sorted, sorted.toReversed()])
    for (let size = 1; size <= most && size < order.length + 1; size++) {
      const found = gainOf(node, order.slice(0, size), rules);
      if (found && found.gain > (best?.gain ?? above)) best = found;
    }
  return best;
}

function gainOf(
  { histogram, from, first, second }: NodeColumn,
  levels: number[],
  { l1, l2, minChildWeight }: GrowthRules,
): LevelSet | null {
  const least = Math.max(minChildWeight, noWeight);
  let leftFirst = 0;
  let leftSecond = 0;
  for (const bin of levels) {
    leftFirst += histogram[from + 2 * bin]!;
    leftSecond += histogram[from + 2 * bin + 1]!;
  }
  const rightSecond = second - leftSecond;
  if (leftSecond < least || rightSecond < least) return null;
  const gain = Math.fround(
    worth(leftFirst, leftSecond, l1, l2) +
      worth(first - leftFirst, rightSecond, l1, l2) -
      worth(first, second, l1, l2),
  );
  return { gain, levels, leftFirst, leftSecond };
}
