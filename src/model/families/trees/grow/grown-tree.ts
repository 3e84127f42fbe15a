// A tree while it grows: nodes are added, leaves become divisions. Places are inside the tree; forest/ puts trees together.
import { setWords, type GrownTree, type NodeArrays } from '../forest/nodes';
import type { BinnedColumn } from '../binning/columns';
import type { Split } from './split';

/** A tree of at most so many leaves. */
export class TreeBuilder {
  readonly #tree: GrownTree;
  #nodes = 0;
  #sets = 0;

  constructor(maxLeaves: number) {
    const nodes = 2 * maxLeaves - 1;
    this.#tree = {
      ...{ columns: new Int32Array(nodes).fill(-1), bins: new Int32Array(nodes).fill(-1) },
      ...{ cuts: new Float32Array(nodes), sets: new Int32Array(nodes).fill(-1), left: new Int32Array(nodes) },
      ...{ missingLeft: new Uint8Array(nodes), values: new Float32Array(nodes) },
      ...{ gains: new Float32Array(nodes), covers: new Float32Array(nodes) },
      ...{ levelSets: new Uint32Array(maxLeaves * setWords), goesLeft: new Uint8Array(nodes << 8) },
    };
  }

  /** Adds a leaf and gives its place. */
  leaf(value: number, cover: number): number {
    const node = this.#nodes++;
    this.#tree.values[node] = value;
    this.#tree.covers[node] = cover;
    return node;
  }

  /** Which bins go left by a split: [256]. */
  static goesLeft(split: Split, column: BinnedColumn, table: Uint8Array): Uint8Array {
    // What lies beyond the column's bins stands for missing, so that a level that nobody saw goes with it.
    table.fill(split.missingLeft ? 1 : 0);
    if (split.levels === null)
      for (let bin = 0; bin < column.bins; bin++) table[bin] = bin <= split.bin ? 1 : 0;
    else {
      table.fill(0, 0, column.bins);
      for (const level of split.levels) table[level] = 1;
    }
    return table;
  }

  /** Turns a leaf into a division; its children are added next, the left one first. */
  divide(node: number, split: Split, column: BinnedColumn): void {
    const tree = this.#tree;
    const table = tree.goesLeft.subarray(node << 8, (node + 1) << 8);
    TreeBuilder.goesLeft(split, column, table);
    tree.columns[node] = split.column;
    tree.left[node] = this.#nodes;
    tree.missingLeft[node] = split.missingLeft ? 1 : 0;
    tree.gains[node] = split.gain;
    if (split.levels === null) {
      tree.bins[node] = split.bin;
      // Beyond the last cut is what is present, whatever it is.
      tree.cuts[node] = column.kind === 'number' ? (column.cuts[split.bin] ?? Infinity) : 0;
      return;
    }
    const set = this.#sets++;
    tree.sets[node] = set;
    for (let bin = 0; bin < 256; bin++)
      if (table[bin] === 1) tree.levelSets[set * setWords + (bin >>> 5)]! |= 1 << (bin & 31);
  }

  get tree(): GrownTree {
    const nodes = this.#nodes;
    const { levelSets, goesLeft, ...arrays } = this.#tree;
    const cut: NodeArrays = { ...arrays };
    for (const key of Object.keys(arrays) as (keyof NodeArrays)[])
      Object.assign(cut, { [key]: arrays[key].slice(0, nodes) });
    return {
      ...cut,
      levelSets: levelSets.slice(0, this.#sets * setWords),
      goesLeft: goesLeft.slice(0, nodes << 8),
    };
  }
}
