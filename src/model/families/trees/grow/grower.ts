// Grows one tree on binned rows: by depth or best leaf first. The histogram of the larger child is what the parent's leaves without the
// smaller one; rows of a node are a range of one array of row numbers.
import { layoutOf, recordBytes, type BinnedColumn } from '../binning/columns';
import type { BinnedRows, HistogramLayout, KernelRoom, RecordRows, TreeKernel } from '../kernels/tree-kernel';
import type { GrownTree } from '../forest/nodes';
import type { ColumnDraw } from './column-draw';
import { childBounds, columnsBelow, openBounds, type GrowthConstraints } from './constraints';
import { TreeBuilder } from './grown-tree';
import { leafValue, type Bounds, type GrowthRules } from './rules';
import { splitLevels, splitNumbers, type Split } from './split';

/** Records move from one side to the other wherever a node is divided. */
type Side = 0 | 1;

/** A leaf of the tree so far. */
interface Leaf {
  node: number;
  /** Its rows: from a record to before another, of those of a side. */
  from: number;
  to: number;
  side: Side;
  depth: number;
  first: number;
  second: number;
  /** null where no column is monotone. */
  bounds: Bounds | null;
  /** Columns that divided above it; kept only where interactions are constrained. */
  path: ReadonlySet<number>;
}

/** A leaf that may be divided. */
interface OpenLeaf extends Leaf {
  histogram: Float64Array;
  split: Split;
}

/** A leaf of a grown tree. */
export interface GrownLeaf {
  node: number;
  /** Numbers of its rows; good until the next tree. */
  rows: Uint32Array;
  bounds: Bounds | null;
}

/** A tree with the rows of its leaves. */
export interface Grown {
  tree: GrownTree;
  leaves: GrownLeaf[];
}

/** What one tree is grown on; arrays are the kernel's. */
export interface GrowthInput {
  /** [all rows, 2] */
  gradients: Float64Array;
  /** Numbers of the rows that count. */
  rows: Uint32Array;
  draw: ColumnDraw;
}

/** What a grower is made of; rows are in the kernel's memory. */
export interface GrowerParts {
  kernel: TreeKernel;
  data: BinnedRows;
  columns: readonly BinnedColumn[];
  rules: GrowthRules;
  constraints: GrowthConstraints;
}

/** Bytes that a grower has for each row beside its bins. */
export function sidesBytes(columns: number): number {
  return 2 * (4 + 16 + recordBytes(columns));
}

/** Room that a grower takes from its kernel at most. */
export function growerRoom(columns: readonly BinnedColumn[], rows: number, rules: GrowthRules): KernelRoom {
  const all = Uint32Array.from(columns.keys());
  const histograms = Math.min(rules.maxLeaves, 2 ** rules.maxDepth, rows) + 1;
  return {
    bytes:
      rows * sidesBytes(columns.length) + 12 * columns.length + histograms * 8 * layoutOf(columns, all).size,
    arrays: histograms + 9,
  };
}

/** Grows trees on the same rows; keeps its memory from tree to tree. */
export class TreeGrower {
  readonly #parts: GrowerParts;
  readonly #sides: readonly [RecordRows, RecordRows];
  readonly #layoutArrays: Pick<HistogramLayout, 'columns' | 'offsets' | 'places'>;
  readonly #size: number;
  readonly #free: Float64Array[] = [];
  #layout: HistogramLayout;
  /** Where each column lies in the layout; −1 of those that are not in it. */
  readonly #places: Int32Array;
  #histograms = 0;

  constructor(parts: GrowerParts) {
    const { kernel, data, columns } = parts;
    this.#parts = parts;
    const side = (): RecordRows => ({
      ...{ rows: kernel.words(data.rows), gradients: kernel.doubles(2 * data.rows) },
      bins: kernel.bytes(data.rows * recordBytes(columns.length)),
    });
    this.#sides = [side(), side()];
    const words = () => kernel.words(columns.length);
    this.#layoutArrays = { columns: words(), offsets: words(), places: words() };
    this.#places = new Int32Array(columns.length).fill(-1);
    this.#layout = this.#layOut(Uint32Array.from(columns.keys()));
    this.#size = this.#layout.size;
  }

  /** Bytes that it holds beside the rows. */
  get bytes(): number {
    const { data, columns } = this.#parts;
    return this.#histograms * this.#size * 8 + data.rows * sidesBytes(columns.length);
  }

  /** Grows a tree; yields between nodes, so that the caller can let others have their turn. */
  *grow({ gradients, rows, draw }: GrowthInput): Generator<void, Grown> {
    const { kernel, data, columns, rules, constraints } = this.#parts;
    const { maxLeaves, maxDepth } = rules;
    this.#layout = this.#layOut(draw.columns);
    const builder = new TreeBuilder(Math.min(maxLeaves, 2 ** maxDepth, Math.max(1, rows.length)));
    const leaves = new Map<number, GrownLeaf>();
    const open: OpenLeaf[] = [];
    const addLeaf = (leaf: Omit<Leaf, 'node'>): Leaf => {
      const { from, to, side, bounds, first, second } = leaf;
      const node = builder.leaf(rules.learningRate * leafValue(first, second, rules, bounds), second);
      leaves.set(node, { node, rows: this.#sides[side].rows.subarray(from, to), bounds });
      return { ...leaf, node };
    };
    const offer = (leaf: Leaf, histogram: Float64Array) => {
      const split = this.#best(leaf, histogram, draw);
      if (split) open.push({ ...leaf, histogram, split });
      else this.#free.push(histogram);
    };
    const [records] = this.#sides;
    records.rows.set(rows);
    kernel.layDown(records, rows.length, data, gradients, this.#layout);
    const [first, second] = kernel.sumGradients(records, rows.length);
    const bounds = constraints.monotone && openBounds;
    const all = { from: 0, to: rows.length };
    const root = addLeaf({ ...all, side: 0, depth: 0, first, second, bounds, path: new Set() });
    if (maxDepth > 0 && maxLeaves > 1) {
      const histogram = this.#take();
      kernel.accumulate(histogram, this.#layout, records, all);
      offer(root, histogram);
    }
    const table = new Uint8Array(256);
    for (;;) {
      yield;
      const leaf = leaves.size < maxLeaves ? this.#next(open) : undefined;
      if (!leaf) break;
      const { node, from, to, side, split, histogram } = leaf;
      const column = columns[split.column]!;
      const whole = leaf.depth + 1 < maxDepth && leaves.size + 1 < maxLeaves;
      const place = this.#places[split.column]!;
      const division = { place, goesLeft: TreeBuilder.goesLeft(split, column, table), whole };
      const [here, there] = [this.#sides[side], this.#sides[other(side)]];
      const middle = kernel.partition(here, there, leaf, this.#layout, division);
      // Rounding may have left a trace of rows that are not there.
      if (middle === from || middle === to) {
        this.#free.push(histogram);
        continue;
      }
      builder.divide(node, split, column);
      leaves.delete(node);
      const [left, right] = this.#children(leaf, middle).map(addLeaf) as [Leaf, Leaf];
      if (!whole) {
        this.#free.push(histogram);
        continue;
      }
      const smaller = middle - from <= to - middle ? left : right;
      const built = this.#take();
      kernel.accumulate(built, this.#layout, there, smaller);
      kernel.subtract(histogram, built);
      for (const child of [left, right]) offer(child, child === smaller ? built : histogram);
    }
    for (const { histogram } of open) this.#free.push(histogram);
    return { tree: builder.tree, leaves: [...leaves.values()] };
  }

  /** Both children of a division at a row. */
  #children(leaf: OpenLeaf, middle: number): Omit<Leaf, 'node'>[] {
    const { monotone, interactions } = this.#parts.constraints;
    const { from, to, first, second, split } = leaf;
    const depth = leaf.depth + 1;
    const side = other(leaf.side);
    const path = interactions ? new Set(leaf.path).add(split.column) : leaf.path;
    const [lower, upper] = leaf.bounds
      ? childBounds(leaf.bounds, leaf, split, monotone?.[split.column] ?? 0, this.#parts.rules)
      : [null, null];
    const { leftFirst, leftSecond } = split;
    const rest = { first: first - leftFirst, second: second - leftSecond };
    return [
      { from, to: middle, side, depth, path, first: leftFirst, second: leftSecond, bounds: lower },
      { from: middle, to, side, depth, path, ...rest, bounds: upper },
    ];
  }

  /** The leaf to divide next: the oldest, or the one that gains most. */
  #next(open: OpenLeaf[]): OpenLeaf | undefined {
    if (this.#parts.rules.growth === 'depth') return open.shift();
    let best = 0;
    for (let at = 1; at < open.length; at++) if (open[at]!.split.gain > open[best]!.split.gain) best = at;
    return open.splice(best, 1)[0];
  }

  #best(leaf: Leaf, histogram: Float64Array, draw: ColumnDraw): Split | null {
    const { first, second, bounds, path } = leaf;
    const { kernel, columns, rules, constraints } = this.#parts;
    const { minGain, minChildWeight } = rules;
    if (second < 2 * minChildWeight || leaf.to - leaf.from < 2) return null;
    const allowed = columnsBelow(path, constraints);
    let best: Split | null = null;
    for (const column of draw.ofNode(leaf.depth)) {
      if (allowed && !allowed.has(column)) continue;
      const { kind, bins } = columns[column]!;
      const from = this.#layout.offsets[this.#places[column]!]!;
      const cells = histogram.subarray(from, from + 2 * (bins + 1));
      const direction = constraints.monotone?.[column] ?? 0;
      const node = { cells, column, first, second, bounds, direction };
      const above: number = best?.gain ?? Math.max(minGain, smallestGain);
      best =
        (kind === 'number' ? splitNumbers(kernel, node, rules, above) : splitLevels(node, rules, above)) ??
        best;
    }
    return best;
  }

  #layOut(chosen: Uint32Array): HistogramLayout {
    const { columns, offsets, size, stride } = layoutOf(this.#parts.columns, chosen);
    this.#places.fill(-1);
    columns.forEach((column, at) => (this.#places[column] = at));
    const { columns: columnsAt, offsets: offsetsAt, places } = this.#layoutArrays;
    columnsAt.set(columns);
    offsetsAt.set(offsets);
    return {
      columns: columnsAt.subarray(0, columns.length),
      offsets: offsetsAt.subarray(0, columns.length),
      ...{ places, size, stride },
    };
  }

  /** A histogram of the tree's columns, all 0. */
  #take(): Float64Array {
    let whole = this.#free.pop();
    if (!whole) {
      whole = this.#parts.kernel.doubles(this.#size);
      this.#histograms++;
    }
    return ofSize(whole, this.#layout.size).fill(0);
  }
}

function other(side: Side): Side {
  return side === 0 ? 1 : 0;
}

/** The first numbers of an array, also of one that is itself the first part of a longer one. */
function ofSize({ buffer, byteOffset }: Float64Array, size: number): Float64Array {
  return new Float64Array(buffer, byteOffset, size);
}

/** Less than this is rounding: XGBoost's kRtEps. */
const smallestGain = 1e-6;
