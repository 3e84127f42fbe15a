// Classes from probabilities, for judging and for serving alike.

/** The class of the row at `at`: of two, the second at or above the threshold; of many, the most probable (the first of equals). */
export function predictedClass(
  probabilities: ArrayLike<number>,
  k: number,
  threshold: number,
  at = 0,
): number {
  if (k === 2) return Number(probabilities[at + 1]! >= threshold);
  let best = 0;
  for (let label = 1; label < k; label++)
    if (probabilities[at + label]! > probabilities[at + best]!) best = label;
  return best;
}

/** The class of each row of row-major probabilities [n, k]. */
export function predictedClasses(probabilities: Float32Array, k: number, threshold = 0.5): Int32Array {
  const predicted = new Int32Array(probabilities.length / k);
  for (let row = 0; row < predicted.length; row++)
    predicted[row] = predictedClass(probabilities, k, threshold, row * k);
  return predicted;
}

/** One column of row-major probabilities [n, k]. */
export function probabilityColumn(
  probabilities: Float32Array | Float64Array,
  k: number,
  column: number,
): Float32Array {
  const values = new Float32Array(probabilities.length / k);
  for (let row = 0; row < values.length; row++) values[row] = probabilities[row * k + column]!;
  return values;
}
