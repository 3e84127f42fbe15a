// Counts of what was said against what was so, and the precision, recall and F1 that follow from them.

/** Rows of `actual` class against columns of `predicted` class: counts[actual][predicted]. */
export function confusionMatrix(predicted: Int32Array, actual: Int32Array, k: number): number[][] {
  const flat = new Uint32Array(k * k);
  for (let row = 0; row < actual.length; row++) flat[actual[row]! * k + predicted[row]!]!++;
  return Array.from({ length: k }, (_, label) => [...flat.subarray(label * k, (label + 1) * k)]);
}

/** Precision, recall and F1; a ratio over nothing counts as 0. */
export interface PrecisionRecall {
  precision: number;
  recall: number;
  f1: number;
}

/** Of the positive class (1) where there are two; else the mean over classes that were said or so at least once. */
export function precisionRecall(counts: readonly (readonly number[])[]): PrecisionRecall {
  const k = counts.length;
  if (k === 2) return ofClass(counts, 1) ?? { precision: 0, recall: 0, f1: 0 };
  const sums = { precision: 0, recall: 0, f1: 0 };
  let classes = 0;
  for (let label = 0; label < k; label++) {
    const one = ofClass(counts, label);
    if (!one) continue;
    classes++;
    sums.precision += one.precision;
    sums.recall += one.recall;
    sums.f1 += one.f1;
  }
  const divisor = Math.max(1, classes);
  return { precision: sums.precision / divisor, recall: sums.recall / divisor, f1: sums.f1 / divisor };
}

/** Null for a class that never occurs on either side. */
function ofClass(counts: readonly (readonly number[])[], label: number): PrecisionRecall | null {
  const right = counts[label]![label]!;
  const actual = counts[label]!.reduce((sum, count) => sum + count, 0);
  const predicted = counts.reduce((sum, row) => sum + row[label]!, 0);
  if (actual + predicted === 0) return null;
  return {
    precision: predicted === 0 ? 0 : right / predicted,
    recall: actual === 0 ? 0 : right / actual,
    f1: (2 * right) / (actual + predicted),
  };
}
