// How far two readings of one model are apart, where a family compares its files with what they were written from.

/** The largest absolute difference of outputs; infinite where one of them is no number. */
export function largestDifference(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  if (ours.length !== theirs.length) return Infinity;
  let largest = 0;
  for (let at = 0; at < ours.length; at++) {
    const distance = Math.abs(ours[at]! - theirs[at]!);
    if (Number.isNaN(distance)) return Infinity;
    largest = Math.max(largest, distance);
  }
  return largest;
}
