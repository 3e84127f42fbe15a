// Groups of rows that a single column tells apart: by its very value, or by the cuts of a small tree along its order.

/** What is to be told apart: classes 0 … classes − 1, or numbers where there are no classes. */
export interface Goal {
  classes: number;
  /** Class of each row, or its number. */
  values: Float64Array;
}

const deepest = 12;

/** Cuts along sorted `x` that part `y` best, greedily: by Gini impurity of classes, by squared error of numbers (Breiman et al. 1984). */
export function treeCuts(x: Float64Array, y: Float64Array, classes: number): Float64Array {
  const n = x.length;
  const least = classes > 0 ? Math.max(1, Math.min(3, Math.floor(n / 50))) : Math.max(2, Math.floor(n / 256));
  const cuts: number[] = [];
  const left = new Float64Array(Math.max(1, classes));
  const right = new Float64Array(Math.max(1, classes));
  const split = (from: number, to: number, depth: number): void => {
    if (depth === deepest || to - from < 2 * least) return;
    const at = bestSplit({ x, y, classes, from, to, least, left, right });
    if (at < 0) return;
    split(from, at, depth + 1);
    cuts.push((x[at - 1]! + x[at]!) / 2);
    split(at, to, depth + 1);
  };
  split(0, n, 0);
  return Float64Array.from(cuts);
}

interface Range {
  x: Float64Array;
  y: Float64Array;
  classes: number;
  from: number;
  to: number;
  least: number;
  left: Float64Array;
  right: Float64Array;
}

/** The row before which to cut, or −1 where no cut helps. */
function bestSplit({ x, y, classes, from, to, least, left, right }: Range): number {
  left.fill(0);
  right.fill(0);
  let [squaresLeft, squaresRight] = [0, 0];
  for (let row = from; row < to; row++) right[classes > 0 ? y[row]! : 0]! += classes > 0 ? 1 : y[row]!;
  for (const value of right) squaresRight += value * value;
  const whole = squaresRight / (to - from);
  let [best, gain] = [-1, 1e-9 * Math.max(1, whole)];
  for (let row = from; row < to - 1; row++) {
    const slot = classes > 0 ? y[row]! : 0;
    const moved = classes > 0 ? 1 : y[row]!;
    squaresLeft += 2 * moved * left[slot]! + moved * moved;
    squaresRight -= 2 * moved * right[slot]! - moved * moved;
    left[slot]! += moved;
    right[slot]! -= moved;
    const before = row + 1 - from;
    if (before < least || to - row - 1 < least || x[row] === x[row + 1]) continue;
    const better = squaresLeft / before + squaresRight / (to - row - 1) - whole;
    if (better > gain) [best, gain] = [row + 1, better];
  }
  return best;
}

/**
 * The leaf of each value between the cuts; missing ones have a leaf of their own, the last.
 * @param order the rows from the least value to the greatest, without missing ones
 */
export function leavesOf(values: Float64Array, order: Uint32Array, cuts: Float64Array): Int32Array {
  const leaves = new Int32Array(values.length).fill(cuts.length + 1);
  let leaf = 0;
  for (let at = 0; at < order.length; at++) {
    const row = order[at]!;
    while (leaf < cuts.length && values[row]! >= cuts[leaf]!) leaf++;
    leaves[row] = leaf;
  }
  return leaves;
}
