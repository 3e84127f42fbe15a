// Grows one tree on binned rows: by depth or best leaf first. The histogram of the larger child is what the parent's leaves without the
// smaller one; rows of a node are a range of one array of row numbers.
import type { BinnedColumn } from '../binning/columns';
import { layoutOf } from '../binning/columns';
import {
  accumulate,
  partition,
  subtract,
  sumGradients,
  type BinnedRows,
  type HistogramLayout,
} from '../kernels/kernels';
import type { GrownTree } from '../forest/nodes';
import { TreeBuilder } from './grown-tree';
import { leafValue, type GrowthRules } from './rules';
import { splitLevels, splitNumbers, type Split } from './split';

/** A leaf that may be divided. */
interface OpenLeaf {
  node: number;
  /** Its rows in the array of row numbers. */
  from: number;
  to: number;
  depth: number;
  first: number;
  second: number;
  histogram: Float64Array;
  split: Split;
}

/** A tree with the rows of its leaves. */
export interface Grown {
  tree: GrownTree;
  /** Leaves as ranges of the row numbers that the tree was grown on. */
  leaves: { node: number; from: number; to: number }[];
}

/** What one tree is grown on. */
export interface GrowthInput {
  /** [all rows, 2] */
  gradients: Float64Array;
  /** Numbers of the rows that count; they are put in another order. */
  rows: Uint32Array;
  /** Columns that may divide, ascending. */
  columns: ArrayLike<number>;
}

/** Grows trees on the same rows; keeps its memory from tree to tree. */
export class TreeGrower {
  readonly #data: BinnedRows;
  readonly #columns: readonly BinnedColumn[];
  readonly #rules: GrowthRules;
  readonly #layout: HistogramLayout;
  readonly #scratch: Uint32Array;
  readonly #free: Float64Array[] = [];
  #histograms = 0;

  constructor(data: BinnedRows, columns: readonly BinnedColumn[], rules: GrowthRules) {
    this.#data = data;
    this.#columns = columns;
    this.#rules = rules;
    this.#layout = layoutOf(columns);
    this.#scratch = new Uint32Array(data.rows);
  }

  /** Bytes that it holds beside the rows. */
  get bytes(): number {
    return this.#histograms * this.#layout.size * 8 + this.#scratch.byteLength;
  }

  /** Grows a tree; yields between nodes, so that the caller can let others have their turn. */
  *grow({ gradients, rows, columns }: GrowthInput): Generator<void, Grown> {
    const { maxLeaves, maxDepth, learningRate } = this.#rules;
    const builder = new TreeBuilder(Math.min(maxLeaves, Math.max(1, rows.length)));
    const valueOf = (first: number, second: number) => learningRate * leafValue(first, second, this.#rules);
    const leaves = new Map<number, { node: number; from: number; to: number }>();
    const open: OpenLeaf[] = [];
    const addLeaf = (from: number, to: number, first: number, second: number) => {
      const node = builder.leaf(valueOf(first, second), second);
      leaves.set(node, { node, from, to });
      return node;
    };
    const offer = (leaf: Omit<OpenLeaf, 'split'>) => {
      const split = this.#best(leaf, columns);
      if (split) open.push({ ...leaf, split });
      else this.#release(leaf.histogram);
    };
    const [first, second] = sumGradients(rows, gradients);
    const root = addLeaf(0, rows.length, first, second);
    if (maxDepth > 0 && maxLeaves > 1) {
      const histogram = this.#take();
      accumulate(histogram, this.#layout, this.#data.bins, rows, gradients);
      offer({ node: root, from: 0, to: rows.length, depth: 0, first, second, histogram });
    }
    for (;;) {
      yield;
      const leaf = leaves.size < maxLeaves ? this.#next(open) : undefined;
      if (!leaf) break;
      const { node, from, to, depth, split, histogram } = leaf;
      const column = this.#columns[split.column]!;
      const table = TreeBuilder.goesLeft(split, column, new Uint8Array(256));
      const left = partition(
        this.#data,
        { column: split.column, goesLeft: table },
        rows.subarray(from, to),
        this.#scratch,
      );
      const middle = from + left;
      // Rounding may have left a trace of rows that are not there.
      if (middle === from || middle === to) {
        this.#release(histogram);
        continue;
      }
      builder.divide(node, split, column);
      leaves.delete(node);
      const rightFirst = leaf.first - split.leftFirst;
      const rightSecond = leaf.second - split.leftSecond;
      const sides = [
        { from, to: middle, first: split.leftFirst, second: split.leftSecond },
        { from: middle, to, first: rightFirst, second: rightSecond },
      ].map((side) => ({ ...side, node: addLeaf(side.from, side.to, side.first, side.second) }));
      if (depth + 1 >= maxDepth || leaves.size >= maxLeaves) {
        this.#release(histogram);
        continue;
      }
      const smaller = middle - from <= to - middle ? 0 : 1;
      const built = this.#take();
      const { from: begin, to: end } = sides[smaller]!;
      accumulate(built, this.#layout, this.#data.bins, rows.subarray(begin, end), gradients);
      subtract(histogram, built);
      for (const [at, side] of sides.entries())
        offer({ ...side, depth: depth + 1, histogram: at === smaller ? built : histogram });
    }
    for (const { histogram } of open) this.#release(histogram);
    return { tree: builder.tree, leaves: [...leaves.values()] };
  }

  /** The leaf to divide next: the oldest, or the one that gains most. */
  #next(open: OpenLeaf[]): OpenLeaf | undefined {
    if (this.#rules.growth === 'depth') return open.shift();
    let best = 0;
    for (let at = 1; at < open.length; at++) if (open[at]!.split.gain > open[best]!.split.gain) best = at;
    return open.splice(best, 1)[0];
  }

  #best(leaf: Omit<OpenLeaf, 'split'>, columns: ArrayLike<number>): Split | null {
    const { first, second, histogram } = leaf;
    const { minGain, minChildWeight } = this.#rules;
    if (second < 2 * minChildWeight || leaf.to - leaf.from < 2) return null;
    let best: Split | null = null;
    for (let at = 0; at < columns.length; at++) {
      const column = columns[at]!;
      const { kind, bins } = this.#columns[column]!;
      const node = { histogram, from: this.#layout.offsets[column]!, bins, column, first, second };
      const above: number = best?.gain ?? Math.max(minGain, smallestGain);
      best = (kind === 'number' ? splitNumbers : splitLevels)(node, this.#rules, above) ?? best;
    }
    return best;
  }

  #take(): Float64Array {
    const known = this.#free.pop();
    if (known) return known.fill(0);
    this.#histograms++;
    return new Float64Array(this.#layout.size);
  }

  #release(histogram: Float64Array): void {
    this.#free.push(histogram);
  }
}

/** Less than this is rounding: XGBoost's kRtEps. */
const smallestGain = 1e-6;
