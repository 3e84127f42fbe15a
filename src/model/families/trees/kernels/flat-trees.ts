// Trees over numbers as they are stored, and where a sample goes in them.

/** Trees one after another. */
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

/** Samples, row-major [rows, width]. */
export interface Samples {
  features: Float32Array;
  rows: number;
  width: number;
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

/** Adds every tree in turn to the scores [rows, outputs] of samples, tree t to output t mod outputs: the twin of the kernel's `predict`. */
export function addTrees(
  trees: FlatTrees,
  scores: Float64Array,
  outputs: number,
  { features, rows, width }: Samples,
): void {
  const count = trees.starts.length - 1;
  for (let row = 0; row < rows; row++) {
    const at = row * outputs;
    for (let tree = 0, output = 0; tree < count; tree++) {
      scores[at + output]! += trees.values[leafOf(trees, tree, features, row * width)]!;
      if (++output === outputs) output = 0;
    }
  }
}
