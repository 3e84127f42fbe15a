// How evenly classes are filled.

/** Entropy of the classes over its largest value, ln K; 1 where all are equally frequent, null for fewer than two. */
export function classEvenness(classCounts: readonly number[]): number | null {
  const counts = classCounts.filter((count) => count > 0);
  if (counts.length < 2) return null;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const entropy = counts.reduce((sum, count) => sum - (count / total) * Math.log(count / total), 0);
  return entropy / Math.log(counts.length);
}
