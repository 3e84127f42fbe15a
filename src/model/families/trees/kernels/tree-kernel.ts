// What the inner loops of trees are, over flat typed arrays. There are two of them, which give the same bits: plain-kernel.ts in TypeScript and
// simd-kernel.ts. Every sum is taken in the order of the rows given, in float64, in two lanes (gradient, second derivative). Not for what a tree
// looks like: grow/.

/** Rows as bins, row-major [rows, width]; the bins of a column are counted from 0, the last of its cells is "missing". */
export interface BinnedRows {
  rows: number;
  width: number;
  bins: Uint8Array;
}

/** Where the cells of columns lie in a histogram: [cells, 2], first and second derivative side by side. */
export interface HistogramLayout {
  /** The columns that it has, ascending. */
  columns: Uint32Array;
  /** Where the numbers of each of them begin: two a cell. */
  offsets: Uint32Array;
  /** As long: what a kernel computes where they lie. */
  places: Uint32Array;
  /** Numbers of all columns. */
  size: number;
  /** Bytes of a record's bins. */
  stride: number;
}

/** A column of numbers in a node's histogram, and what a division of it must keep to. */
export interface CutQuestion {
  /** Cells [bins + 1, 2], the last one "missing". */
  cells: Float64Array;
  /** Sums of the node. */
  first: number;
  second: number;
  l1: number;
  l2: number;
  /** Second derivatives on each side at least. */
  least: number;
  /** What the node is worth undivided. */
  whole: number;
  /** What the division must gain more than. */
  above: number;
}

/** A division of numbers. */
export interface Cut {
  gain: number;
  /** The last bin that goes left. */
  bin: number;
  leftFirst: number;
  leftSecond: number;
  missingLeft: boolean;
}

/** Sums below this are what rounding left of nothing. */
export const noWeight = 1e-12;

/**
 * Rows laid down one after another as a tree grows, so that those of a node lie side by side: their numbers, their gradients, and their bins of the
 * tree's columns alone.
 */
export interface RecordRows {
  rows: Uint32Array;
  /** [records, 2] */
  gradients: Float64Array;
  /** [records, stride]; the stride is a multiple of 8. */
  bins: Uint8Array;
}

/** Some of them: from a record to before another. */
export interface RecordRange {
  from: number;
  to: number;
}

/** Where the records of a node go. */
export interface Division {
  /** Which of the tree's columns divides. */
  place: number;
  /** [256]: 1 where a bin goes left. */
  goesLeft: Uint8Array;
  /** Whether bins and gradients are moved too: where children have histograms of their own. */
  whole: boolean;
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

/** Which of the scores [rows, outputs] are meant. */
export interface OutputOf {
  outputs: number;
  output: number;
}

/** The inner loops, over arrays that come from the kernel itself; a tree of `addTree` and what is returned may lie anywhere. */
export interface TreeKernel {
  /** New arrays, filled with 0. */
  bytes(length: number): Uint8Array;
  words(length: number): Uint32Array;
  singles(length: number): Float32Array;
  doubles(length: number): Float64Array;
  /** Lays down `rows`, which begin `records`: their gradients [all rows, 2] and their bins of the layout's columns. */
  layDown(
    records: RecordRows,
    count: number,
    data: BinnedRows,
    gradients: Float64Array,
    layout: HistogramLayout,
  ): void;
  /** Adds the gradients of records to a histogram. */
  accumulate(histogram: Float64Array, layout: HistogramLayout, records: RecordRows, range: RecordRange): void;
  /** Sums of the gradients of the first records, in their order. */
  sumGradients(records: RecordRows, count: number): [first: number, second: number];
  /** What is left of a parent's histogram without one child: the histogram of the other. */
  subtract(parent: Float64Array, child: Float64Array): void;
  /** The best cut; of equal ones the first; null where there is none. */
  bestCut(question: CutQuestion): Cut | null;
  /** Moves records to the same range elsewhere, those of the left child first, both in their order. @returns where those of the right child begin */
  partition(
    records: RecordRows,
    to: RecordRows,
    range: RecordRange,
    layout: HistogramLayout,
    division: Division,
  ): number;
  /** Adds a leaf's value to the scores of its rows. */
  addLeaf(scores: Float64Array, rows: Uint32Array, value: number, of: OutputOf): void;
  /** Adds what a tree says of each row to the scores. */
  addTree(data: BinnedRows, tree: BinnedTree, scores: Float64Array, of: OutputOf): void;
  /** Probabilities of the second class to `state`. @returns the sum of the log losses of all rows */
  logistic(scores: Float64Array, labels: Float32Array, state: Float64Array): number;
  /** Derivatives of log loss [rows, 2] at these probabilities, the second one at least so large. */
  logisticGradients(state: Float64Array, labels: Float32Array, least: number, out: Float64Array): void;
}

/** How many arrays of how many bytes are taken from a kernel at most. */
export interface KernelRoom {
  bytes: number;
  arrays: number;
}
