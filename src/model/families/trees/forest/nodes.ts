// The nodes of trees as flat arrays. Children lie side by side, the left one first.

/** 32-bit words of a set of levels: 256 bits, of which that of a bin says whether it goes left. */
export const setWords = 8;

/** Node by node, trees one after another. */
export interface NodeArrays {
  /** The column that divides; −1 of a leaf. */
  columns: Int32Array;
  /** Of numbers: the last bin that goes left; −1 of levels and leaves. */
  bins: Int32Array;
  /** Of numbers: smaller ones go left. */
  cuts: Float32Array;
  /** Of levels: which set goes left; else −1. */
  sets: Int32Array;
  /** The left child; the right one is the next. */
  left: Int32Array;
  missingLeft: Uint8Array;
  /** What a leaf adds to the score; of an inner node what it would have added. */
  values: Float32Array;
  /** What the division lowered the loss by, twice. */
  gains: Float32Array;
  /** Sum of second derivatives. */
  covers: Float32Array;
}

/** A tree by itself; places are inside it. */
export interface GrownTree extends NodeArrays {
  /** [sets, setWords] */
  levelSets: Uint32Array;
  /** [nodes, 256]: 1 where a bin goes left. */
  goesLeft: Uint8Array;
}

/** 1 where the set has the bin. */
export function isInSet(levelSets: Uint32Array, set: number, bin: number): number {
  return (levelSets[set * setWords + (bin >>> 5)]! >>> (bin & 31)) & 1;
}
