// The nodes of a tree while it grows: leaves that become divisions. Memory is kept from tree to tree.
import { setWords, type GrownTree } from '../../trees/forest/nodes';
import type { RankedColumn } from '../ranked-rows';

/** Where a node is divided: ranks up to `rank` go left. */
export interface Division {
  column: number;
  rank: number;
  missingLeft: boolean;
  /** What it lowers the impurity of its rows by: weights · (variance, or Gini impurity). */
  gain: number;
}

/** A tree whose columns are ranked; `shares` [leaves in the order of nodes, width] of more than two classes, else empty. */
export interface GrownRankTree {
  tree: GrownTree;
  shares: Float32Array;
}

/** Builds one tree after another. */
export class NodeBuilder {
  readonly #columns: readonly RankedColumn[];
  /** Numbers of a leaf: 1, or one a class. */
  readonly #width: number;
  readonly #tree: GrownTree;
  /** [nodes, width]; of a width of 1 the values of the tree. */
  readonly #shares: Float32Array;
  #sets: number[][] = [];
  /** Sets of this tree by column, rank and way of the missing. */
  readonly #known = new Map<number, number>();
  #nodes = 0;

  constructor(columns: readonly RankedColumn[], width: number, mostLeaves: number) {
    const nodes = 2 * mostLeaves - 1;
    this.#columns = columns;
    this.#width = width;
    this.#shares = new Float32Array(width === 1 ? 0 : nodes * width);
    this.#tree = {
      ...{ columns: new Int32Array(nodes), bins: new Int32Array(nodes), cuts: new Float32Array(nodes) },
      ...{ sets: new Int32Array(nodes), left: new Int32Array(nodes), missingLeft: new Uint8Array(nodes) },
      ...{ values: new Float32Array(nodes), gains: new Float32Array(nodes), covers: new Float32Array(nodes) },
      ...{ levelSets: new Uint32Array(0), goesLeft: new Uint8Array(0) },
    };
  }

  /** Bytes that it holds. */
  get bytes(): number {
    return this.#tree.columns.length * 33 + this.#shares.byteLength;
  }

  /** Begins a new tree. */
  clear(): void {
    this.#nodes = 0;
    this.#sets = [];
    this.#known.clear();
  }

  /** Adds a leaf and gives its place; `sums` [width] of weight · target, or of the weights of each class. */
  leaf(sums: Float64Array, weight: number): number {
    const node = this.#nodes++;
    const { columns, bins, cuts, sets, left, missingLeft, values, gains, covers } = this.#tree;
    columns[node] = bins[node] = sets[node] = -1;
    cuts[node] = left[node] = missingLeft[node] = gains[node] = 0;
    covers[node] = weight;
    if (this.#width === 1) values[node] = sums[0]! / weight;
    else for (let k = 0; k < this.#width; k++) this.#shares[node * this.#width + k] = sums[k]! / weight;
    return node;
  }

  /** Turns a leaf into a division; its children are added next, the left one first. */
  divide(node: number, { column, rank, missingLeft, gain }: Division): void {
    const tree = this.#tree;
    tree.columns[node] = column;
    tree.bins[node] = rank;
    tree.left[node] = this.#nodes;
    tree.missingLeft[node] = missingLeft ? 1 : 0;
    tree.gains[node] = gain;
    const { cuts, rankOf } = this.#columns[column]!;
    if (!rankOf) {
      // Beyond the last cut is what is present, whatever it is.
      tree.cuts[node] = cuts?.[rank] ?? Infinity;
      return;
    }
    const key = (column * 256 + rank) * 2 + (missingLeft ? 1 : 0);
    let set = this.#known.get(key);
    if (set === undefined) {
      set = this.#sets.push(setOf(this.#columns[column]!, rank, missingLeft)) - 1;
      this.#known.set(key, set);
    }
    tree.sets[node] = set;
  }

  /** The tree that was built. */
  get tree(): GrownRankTree {
    const nodes = this.#nodes;
    const width = this.#width;
    const { columns, bins, cuts, sets, left, missingLeft, values, gains, covers } = this.#tree;
    const tree: GrownTree = {
      ...{ columns: columns.slice(0, nodes), bins: bins.slice(0, nodes), cuts: cuts.slice(0, nodes) },
      ...{ sets: sets.slice(0, nodes), left: left.slice(0, nodes), missingLeft: missingLeft.slice(0, nodes) },
      ...{ values: values.slice(0, nodes), gains: gains.slice(0, nodes), covers: covers.slice(0, nodes) },
      ...{ levelSets: Uint32Array.from(this.#sets.flat()), goesLeft: new Uint8Array(0) },
    };
    if (width === 1) return { tree, shares: new Float32Array(0) };
    const shares = new Float32Array(((nodes + 1) / 2) * width);
    let leaves = 0;
    for (let node = 0; node < nodes; node++)
      if (columns[node]! < 0)
        shares.set(this.#shares.subarray(node * width, (node + 1) * width), leaves++ * width);
    return { tree, shares };
  }
}

/** The words of a set: levels up to a rank, and those without one where the missing go left. */
function setOf({ rankOf, ranks }: RankedColumn, rank: number, missingLeft: boolean): number[] {
  const words = Array.from({ length: setWords }, () => 0);
  for (const [level, own] of rankOf!.entries())
    if (own < ranks ? own <= rank : missingLeft)
      words[level >>> 5] = (words[level >>> 5]! | (1 << (level & 31))) >>> 0;
  return words;
}
