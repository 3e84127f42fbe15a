// The best division of a node by one column of its histogram. Gains are compared in float32, so that two divisions of the same rows are
// equal whatever order they were summed in; of equal ones the first is kept. XGBoost does the same.
import { cutBy } from '../kernels/best-cut';
import { noWeight, type Cut, type CutQuestion, type TreeKernel } from '../kernels/tree-kernel';
import { fewLevels, leafValue, worthWithin, type Bounds, type GrowthRules } from './rules';

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

/** A node's sums and its histogram of a column: cells [bins + 1, 2], the last one "missing". */
export interface NodeColumn {
  cells: Float64Array;
  column: number;
  first: number;
  second: number;
  /** Between what its values lie; null where no column is monotone. */
  bounds: Bounds | null;
  /** 1 or −1 where predictions rise or fall with the column. */
  direction: number;
}

/** The best division of numbers that gains more than `above`; null where there is none. */
export function splitNumbers(
  kernel: Pick<TreeKernel, 'bestCut'>,
  node: NodeColumn,
  rules: GrowthRules,
  above: number,
): Split | null {
  const { cells, column, first, second, bounds } = node;
  const { l1, l2, minChildWeight } = rules;
  const least = Math.max(minChildWeight, noWeight);
  const whole = worthWithin(first, second, l1, l2, bounds);
  const question = { ...{ cells, first, second, l1, l2, least, whole, above } };
  const cut = bounds ? cutWithin(question, bounds, node.direction) : kernel.bestCut(question);
  return cut && { ...cut, column, levels: null };
}

/** As `bestCut` of the kernels, of values within bounds and in a direction. */
function cutWithin(question: CutQuestion, bounds: Bounds, direction: number): Cut | null {
  const { first, second, l1, l2, whole } = question;
  return cutBy(question, (leftFirst, leftSecond) => {
    const [rightFirst, rightSecond] = [first - leftFirst, second - leftSecond];
    if (direction !== 0) {
      const left = leafValue(leftFirst, leftSecond, { l1, l2 }, bounds);
      const right = leafValue(rightFirst, rightSecond, { l1, l2 }, bounds);
      if (direction * (right - left) < 0) return -Infinity;
    }
    const worths =
      worthWithin(leftFirst, leftSecond, l1, l2, bounds) +
      worthWithin(rightFirst, rightSecond, l1, l2, bounds);
    return Math.fround(worths - whole);
  });
}

/**
 * The best division of levels into two sets: sorted by what each asks for, one end against the other (Fisher 1958; LightGBM). "Missing"
 * is a level like others. null where none gains more than `above`.
 */
export function splitLevels(node: NodeColumn, rules: GrowthRules, above: number): Split | null {
  const { cells, second } = node;
  const bins = cells.length / 2 - 1;
  const least = Math.max(rules.minChildWeight, noWeight);
  const firstOf = (bin: number) => cells[2 * bin]!;
  const secondOf = (bin: number) => cells[2 * bin + 1]!;
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
  { cells, first, second, bounds }: NodeColumn,
  levels: number[],
  { l1, l2, minChildWeight }: GrowthRules,
): LevelSet | null {
  const least = Math.max(minChildWeight, noWeight);
  let leftFirst = 0;
  let leftSecond = 0;
  for (const bin of levels) {
    leftFirst += cells[2 * bin]!;
    leftSecond += cells[2 * bin + 1]!;
  }
  const rightSecond = second - leftSecond;
  if (leftSecond < least || rightSecond < least) return null;
  const gain = Math.fround(
    worthWithin(leftFirst, leftSecond, l1, l2, bounds) +
      worthWithin(first - leftFirst, rightSecond, l1, l2, bounds) -
      worthWithin(first, second, l1, l2, bounds),
  );
  return { gain, levels, leftFirst, leftSecond };
}
