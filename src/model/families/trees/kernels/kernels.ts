// The inner loops of trees over flat typed arrays: histograms, subtraction, division of rows, prediction. Every sum is taken in the
// order of the rows given, in float64, so that a twin with two lanes (gradient, second derivative) comes to the same bits. Not for
// what a tree looks like: grow/.

/** Rows as bins, row-major [rows, width]; the bins of a column are counted from 0, the last of its cells is "missing". */
export interface BinnedRows {
  rows: number;
  width: number;
  bins: Uint8Array;
}

/** Where the cells of a column lie in a histogram. */
export interface HistogramLayout {
  width: number;
  /** Where the numbers of each column begin: two a cell. */
  offsets: Uint32Array;
  /** Numbers of all columns. */
  size: number;
}

/**
 * Adds the gradients of rows to a histogram: [cells, 2], first and second derivative side by side.
 * @param gradients [all rows, 2]
 */
export function accumulate(
  histogram: Float64Array,
  { offsets, width }: HistogramLayout,
  bins: Uint8Array,
  rows: Uint32Array,
  gradients: Float64Array,
): void {
  const count = rows.length;
  const fours = width & ~3;
  for (let at = 0; at < count; at++) {
    const row = rows[at]!;
    const first = gradients[2 * row]!;
    const second = gradients[2 * row + 1]!;
    let from = row * width;
    let column = 0;
    // Four columns at a time: engines check bounds and jump once for them.
    for (; column < fours; column += 4, from += 4) {
      const a = offsets[column]! + (bins[from]! << 1);
      const b = offsets[column + 1]! + (bins[from + 1]! << 1);
      const c = offsets[column + 2]! + (bins[from + 2]! << 1);
      const d = offsets[column + 3]! + (bins[from + 3]! << 1);
      histogram[a]! += first;
      histogram[a + 1]! += second;
      histogram[b]! += first;
      histogram[b + 1]! += second;
      histogram[c]! += first;
      histogram[c + 1]! += second;
      histogram[d]! += first;
      histogram[d + 1]! += second;
    }
    for (; column < width; column++, from++) {
      const a = offsets[column]! + (bins[from]! << 1);
      histogram[a]! += first;
      histogram[a + 1]! += second;
    }
  }
}

/** Sums of the gradients of rows, in their order: [first, second]. */
export function sumGradients(rows: Uint32Array, gradients: Float64Array): [first: number, second: number] {
  let first = 0;
  let second = 0;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    first += gradients[2 * row]!;
    second += gradients[2 * row + 1]!;
  }
  return [first, second];
}

/** What is left of a parent's histogram without one child: the histogram of the other. */
export function subtract(parent: Float64Array, child: Float64Array): void {
  for (let at = 0; at < parent.length; at++) parent[at]! -= child[at]!;
}

/** Where rows of a node go: the table of their bin. */
export interface Division {
  column: number;
  /** [256]: 1 where a bin goes left. */
  goesLeft: Uint8Array;
}

/** Divides rows in place, those of the left child first, both in the order they had. @returns rows of the left child. */
export function partition(
  { bins, width }: Pick<BinnedRows, 'bins' | 'width'>,
  { column, goesLeft }: Division,
  rows: Uint32Array,
  scratch: Uint32Array,
): number {
  const count = rows.length;
  let left = 0;
  let right = 0;
  for (let at = 0; at < count; at++) {
    const row = rows[at]!;
    // Both places are written, and one of them is kept: no branch to guess wrongly.
    const isLeft = goesLeft[bins[row * width + column]!]!;
    rows[left] = row;
    scratch[right] = row;
    left += isLeft;
    right += 1 - isLeft;
  }
  rows.set(scratch.subarray(0, right), left);
  return left;
}

/** Adds a leaf's value to the scores of its rows: scores [all rows, outputs]. */
export function addLeaf(
  scores: Float64Array,
  rows: Uint32Array,
  value: number,
  outputs: number,
  output: number,
): void {
  for (let at = 0; at < rows.length; at++) scores[rows[at]! * outputs + output]! += value;
}

/** A tree over bins: children lie side by side, the left one first. */
export interface BinnedTree {
  /** −1 of a leaf. */
  columns: Int32Array;
  left: Int32Array;
  values: Float32Array;
  /** [nodes, 256]: 1 where a bin goes left. */
  goesLeft: Uint8Array;
}

/** Adds what a tree says of each row to the scores of an output: scores [rows, outputs]. */
export function addTree(
  { rows, width, bins }: BinnedRows,
  { columns, left, values, goesLeft }: BinnedTree,
  scores: Float64Array,
  outputs: number,
  output: number,
): void {
  for (let row = 0; row < rows; row++) {
    const from = row * width;
    let node = 0;
    for (let column = columns[0]!; column >= 0; column = columns[node]!)
      node = left[node]! + 1 - goesLeft[(node << 8) + bins[from + column]!]!;
    scores[row * outputs + output]! += values[node]!;
  }
}

/** Trees over numbers, as they are stored. */
export interface FlatTrees {
  /** First node of each tree, then the number of nodes. */
  starts: Int32Array;
  columns: Int32Array;
  cuts: Float32Array;
  sets: Int32Array;
  levelSets: Uint32Array;
  left: Int32Array;
  missingLeft: Uint8Array;
  values: Float32Array;
}

/** 1 where a value of the node's column goes left, else 0. */
export function leftChildOf(
  { cuts, sets, levelSets, missingLeft }: Omit<FlatTrees, 'starts' | 'columns' | 'left' | 'values'>,
  node: number,
  value: number,
): number {
  const set = sets[node]!;
  if (set >= 0 && value >= 0 && value < 256)
    return (levelSets[(set << 3) + (value >>> 5)]! >>> (value & 31)) & 1;
  // NaN is neither smaller nor not: it goes where missing goes, as does what is no level.
  if (set < 0 && value < cuts[node]!) return 1;
  if (set < 0 && value >= cuts[node]!) return 0;
  return missingLeft[node]!;
}

/** The leaf of a tree that a sample falls into: `features` from `at`. */
export function leafOf(trees: FlatTrees, tree: number, features: Float32Array, at: number): number {
  const { columns, left } = trees;
  let node = trees.starts[tree]!;
  for (let column = columns[node]!; column >= 0; column = columns[node]!)
    node = left[node]! + 1 - leftChildOf(trees, node, features[at + column]!);
  return node;
}

/** Scores [rows, outputs] of samples [rows, width]: the start and every tree in turn, tree t to output t mod outputs. */
export function predictRows(
  trees: FlatTrees,
  start: Float64Array,
  { features, rows, width }: { features: Float32Array; rows: number; width: number },
): Float64Array {
  const outputs = start.length;
  const count = trees.starts.length - 1;
  const scores = new Float64Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    const at = row * outputs;
    for (let output = 0; output < outputs; output++) scores[at + output] = start[output]!;
    for (let tree = 0, output = 0; tree < count; tree++) {
      scores[at + output]! += trees.values[leafOf(trees, tree, features, row * width)]!;
      if (++output === outputs) output = 0;
    }
  }
  return scores;
}
