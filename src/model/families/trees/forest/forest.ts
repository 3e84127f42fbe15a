// Trees as flat arrays: what is learnt, stored, resumed from and predicted with.
import type { BinnedColumn } from '../binning/columns';
import type { BinnedTree } from '../kernels/tree-kernel';
import { isInSet, setWords, type GrownTree, type NodeArrays } from './nodes';

/** The trees of a model, output by output within each round. */
export interface Forest extends NodeArrays {
  outputs: number;
  /** Scores before the first tree: [outputs]. */
  start: Float64Array;
  /** First node of each tree, then the number of nodes. */
  starts: Int32Array;
  /** [sets, setWords] */
  levelSets: Uint32Array;
}

/** Trees of a forest. */
export function treesOf({ starts }: Pick<Forest, 'starts'>): number {
  return starts.length - 1;
}

const nodeKeys = [
  'columns',
  'bins',
  'cuts',
  'sets',
  'left',
  'missingLeft',
  'values',
  'gains',
  'covers',
] as const satisfies readonly (keyof NodeArrays)[];

/** A forest without trees. */
export function emptyForest(start: Float64Array): Forest {
  return {
    ...{ outputs: start.length, start, starts: new Int32Array(1), levelSets: new Uint32Array(0) },
    ...{ columns: new Int32Array(0), bins: new Int32Array(0), cuts: new Float32Array(0) },
    ...{ sets: new Int32Array(0), left: new Int32Array(0), missingLeft: new Uint8Array(0) },
    ...{ values: new Float32Array(0), gains: new Float32Array(0), covers: new Float32Array(0) },
  };
}

/** The first trees of a forest. */
export function firstTrees(forest: Forest, trees: number): Forest {
  const nodes = forest.starts[trees] ?? 0;
  const part = { ...forest, starts: forest.starts.slice(0, trees + 1) };
  for (const key of nodeKeys) Object.assign(part, { [key]: forest[key].slice(0, nodes) });
  const sets = part.sets.reduce((most, set) => Math.max(most, set + 1), 0);
  return { ...part, levelSets: forest.levelSets.slice(0, sets * setWords) };
}

/** Puts trees together, one after another, to a forest. */
export class ForestBuilder {
  readonly #start: Float64Array;
  readonly #trees: GrownTree[] = [];
  readonly #before: Forest | null;

  /** @param before the trees of a training that goes on */
  constructor(start: Float64Array, before: Forest | null) {
    this.#start = start;
    this.#before = before;
  }

  get trees(): number {
    return this.#trees.length + (this.#before ? treesOf(this.#before) : 0);
  }

  add(tree: GrownTree): void {
    // Tables of bins are large, and are of no use once the rows have their scores.
    this.#trees.push({ ...tree, goesLeft: new Uint8Array(0) });
  }

  /** The first trees so far; all where none are said. */
  forest(trees = this.trees): Forest {
    const before = this.#before ?? emptyForest(this.#start);
    const known = treesOf(before);
    if (trees <= known) return firstTrees(before, trees);
    const added = this.#trees.slice(0, trees - known);
    const nodes = before.columns.length + added.reduce((sum, tree) => sum + tree.columns.length, 0);
    const sets = before.levelSets.length + added.reduce((sum, tree) => sum + tree.levelSets.length, 0);
    const forest: Forest = {
      ...{ outputs: this.#start.length, start: this.#start },
      ...{ starts: new Int32Array(trees + 1), levelSets: new Uint32Array(sets) },
      ...{ columns: new Int32Array(nodes), bins: new Int32Array(nodes), cuts: new Float32Array(nodes) },
      ...{ sets: new Int32Array(nodes), left: new Int32Array(nodes), missingLeft: new Uint8Array(nodes) },
      ...{ values: new Float32Array(nodes), gains: new Float32Array(nodes), covers: new Float32Array(nodes) },
    };
    forest.starts.set(before.starts);
    forest.levelSets.set(before.levelSets);
    for (const key of nodeKeys) forest[key].set(before[key]);
    let [at, setsAt] = [before.columns.length, before.levelSets.length];
    for (const [index, tree] of added.entries()) {
      for (const key of nodeKeys) forest[key].set(tree[key], at);
      // Places inside the tree become places in the forest.
      for (let node = at; node < at + tree.columns.length; node++) {
        if (forest.columns[node]! >= 0) forest.left[node]! += at;
        if (forest.sets[node]! >= 0) forest.sets[node]! += setsAt / setWords;
      }
      forest.levelSets.set(tree.levelSets, setsAt);
      at += tree.columns.length;
      setsAt += tree.levelSets.length;
      forest.starts[known + index + 1] = at;
    }
    return forest;
  }
}

/** One tree of a forest, by bins of the columns that it was grown on. */
export function binnedTree(forest: Forest, tree: number, columns: readonly BinnedColumn[]): BinnedTree {
  const [from, to] = [forest.starts[tree]!, forest.starts[tree + 1]!];
  const goesLeft = new Uint8Array((to - from) << 8);
  for (let node = from; node < to; node++) {
    const column = columns[forest.columns[node]!];
    if (!column) continue;
    const table = goesLeft.subarray((node - from) << 8, (node - from + 1) << 8);
    const set = forest.sets[node]!;
    if (set >= 0) for (let bin = 0; bin < 256; bin++) table[bin] = isInSet(forest.levelSets, set, bin);
    else {
      table.fill(forest.missingLeft[node]!);
      for (let bin = 0; bin < column.bins; bin++) table[bin] = bin <= forest.bins[node]! ? 1 : 0;
    }
  }
  return {
    columns: forest.columns.slice(from, to),
    left: forest.left.slice(from, to).map((child) => child - from),
    values: forest.values.slice(from, to),
    goesLeft,
  };
}
