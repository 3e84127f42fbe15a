// Regression trees over the unit cube, each as the boxes of its leaves, for questions about a whole study. Not a model that is trained,
// served or exported: those are families.
import type { Philox } from '../random';

/** A leaf: the part of the cube between `low` and `high`, in which the tree says `value`. */
export interface Box {
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly value: number;
}

/** How far a tree grows. */
const leastRows = 2;
const mostDepth = 32;

/** Trees on samples of the rows with replacement (Breiman 2001), grown by least squares (Breiman et al. 1984); every column is tried. */
export function growForest(
  rows: readonly (readonly number[])[],
  values: readonly number[],
  { trees, random }: { trees: number; random: Philox },
): Box[][] {
  const width = rows[0]?.length ?? 0;
  const whole = { low: Array<number>(width).fill(0), high: Array<number>(width).fill(1) };
  return Array.from({ length: trees }, () => {
    const drawn = rows.map(() => random.below(rows.length));
    const boxes: Box[] = [];
    grow({ rows, values, boxes }, drawn, whole, 0);
    return boxes;
  });
}

/** What a tree is grown from, and its leaves so far. */
interface Growing {
  rows: readonly (readonly number[])[];
  values: readonly number[];
  boxes: Box[];
}

function grow(
  tree: Growing,
  drawn: readonly number[],
  { low, high }: Omit<Box, 'value'>,
  depth: number,
): void {
  const { rows, values, boxes } = tree;
  const cut = depth < mostDepth && drawn.length >= 2 * leastRows ? bestCut(rows, values, drawn) : null;
  if (!cut) {
    const value = drawn.reduce((sum, row) => sum + values[row]!, 0) / drawn.length;
    boxes.push({ low, high, value });
    return;
  }
  const { column, at } = cut;
  const isBelow = (row: number) => rows[row]![column]! < at;
  grow(tree, drawn.filter(isBelow), { low, high: high.with(column, at) }, depth + 1);
  const rest = drawn.filter((row) => !isBelow(row));
  grow(tree, rest, { low: low.with(column, at), high }, depth + 1);
}

/** The cut that leaves the least sum of squares; of equal ones the first. Null where none leaves less. */
function bestCut(
  rows: readonly (readonly number[])[],
  values: readonly number[],
  drawn: readonly number[],
): { column: number; at: number } | null {
  const total = drawn.reduce((sum, row) => sum + values[row]!, 0);
  // Least squares is the most of Σ sum² / count over both sides; the margin is for rounding.
  let most = (total * total) / drawn.length + 1e-12 * Math.max(1e-300, squares(values, drawn));
  let best: { column: number; at: number } | null = null;
  for (let column = 0; column < rows[drawn[0]!]!.length; column++) {
    const sorted = drawn.toSorted((a, b) => rows[a]![column]! - rows[b]![column]! || a - b);
    let below = 0;
    for (let count = 1; count < sorted.length; count++) {
      below += values[sorted[count - 1]!]!;
      if (count < leastRows || sorted.length - count < leastRows) continue;
      const [from, to] = [rows[sorted[count - 1]!]![column]!, rows[sorted[count]!]![column]!];
      if (from === to) continue;
      const reached = (below * below) / count + (total - below) ** 2 / (sorted.length - count);
      if (reached <= most) continue;
      most = reached;
      const middle = from + (to - from) / 2;
      best = { column, at: middle > from ? middle : to };
    }
  }
  return best;
}

function squares(values: readonly number[], drawn: readonly number[]): number {
  return drawn.reduce((sum, row) => sum + values[row]! ** 2, 0);
}
