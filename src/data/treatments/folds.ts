// Into which part of the training rows a row falls where a value is learnt from the other parts (out of fold).

export const foldCount = 5;

/** By the row's number in the dataset alone (the finisher of MurmurHash3), so that no order of the rows matters. */
export function foldOf(row: number): number {
  let hash = Math.imul(row ^ (row >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % foldCount;
}
