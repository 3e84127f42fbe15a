// All that is said of a classifier from its probabilities and the truth. Definitions as in scikit-learn.
import { HearthError } from '../../contract/transport/fault';
import type { ClassMetrics } from '../../contract/model/judgement';
import { calibrationBins, expectedCalibrationError, topLabel } from './calibration';
import { confusionMatrix, precisionRecall } from './confusion';
import { rankingAreas } from './roc';

/** Machine epsilon of float32: the least probability that a logarithm is taken of. */
const least = 2 ** -23;

/** The class each row gets: of two, the second at or above the threshold; of many, the most probable (the first of equals). */
export function predictedClasses(probabilities: Float32Array, k: number, threshold = 0.5): Int32Array {
  const n = probabilities.length / k;
  const predicted = new Int32Array(n);
  for (let row = 0; row < n; row++) {
    if (k === 2) {
      predicted[row] = Number(probabilities[row * 2 + 1]! >= threshold);
      continue;
    }
    let best = 0;
    for (let label = 1; label < k; label++) {
      if (probabilities[row * k + label]! > probabilities[row * k + best]!) best = label;
    }
    predicted[row] = best;
  }
  return predicted;
}

/** One column of row-major probabilities [n, k]. */
export function probabilityColumn(probabilities: Float32Array, k: number, column: number): Float32Array {
  const values = new Float32Array(probabilities.length / k);
  for (let row = 0; row < values.length; row++) values[row] = probabilities[row * k + column]!;
  return values;
}

/**
 * Metrics of `probabilities` (row-major [n, k]; binary: columns [1 − p, p]) against `labels` (0 … k − 1).
 * The threshold matters only where k is 2. Throws `rows_too_few` without rows, `shape_mismatch` where sizes disagree.
 */
export function judgeClasses(
  probabilities: Float32Array,
  labels: Int32Array,
  k: number,
  threshold = 0.5,
): ClassMetrics {
  const n = labels.length;
  if (n === 0) throw new HearthError('rows_too_few', {}, { rows: 0, needed: 1 });
  if (probabilities.length !== n * k) {
    throw new HearthError('shape_mismatch', {}, { expected: n * k, found: probabilities.length });
  }
  const counts = confusionMatrix(predictedClasses(probabilities, k, threshold), labels, k);
  const right = counts.reduce((sum, row, label) => sum + row[label]!, 0);
  const { confidence, correct } = topLabel(probabilities, labels, k);
  const brier = brierScore(probabilities, labels, k);
  const reference = baseRateBrier(counts, n);
  return {
    accuracy: right / n,
    ...precisionRecall(counts),
    ...rankingOverClasses(probabilities, labels, k),
    logLoss: logLoss(probabilities, labels, k),
    brier,
    brierSkill: reference === 0 ? 0 : 1 - brier / reference,
    ece: expectedCalibrationError(calibrationBins(confidence, correct)),
  };
}

/** Of class 1 where there are two; else the mean of one class against the rest, null where a class has no rows. */
function rankingOverClasses(
  probabilities: Float32Array,
  labels: Int32Array,
  k: number,
): Pick<ClassMetrics, 'auc' | 'prAuc'> {
  const first = k === 2 ? 1 : 0;
  let auc: number | null = 0;
  let prAuc: number | null = 0;
  for (let label = first; label < k; label++) {
    const areas = rankingAreas(probabilityColumn(probabilities, k, label), labels, label);
    auc = auc === null || areas.auc === null ? null : auc + areas.auc / (k - first);
    prAuc =
      prAuc === null || areas.averagePrecision === null ? null : prAuc + areas.averagePrecision / (k - first);
  }
  return { auc, prAuc };
}

/** Mean of −ln p(true class), p clipped to [2⁻²³, 1 − 2⁻²³]. */
function logLoss(probabilities: Float32Array, labels: Int32Array, k: number): number {
  let sum = 0;
  for (let row = 0; row < labels.length; row++) {
    const probability = probabilities[row * k + labels[row]!]!;
    sum -= Math.log(Math.min(1 - least, Math.max(least, probability)));
  }
  return sum / labels.length;
}

/** Mean squared distance to the truth: of p(1) where there are two classes, else summed over classes (Brier 1950). */
function brierScore(probabilities: Float32Array, labels: Int32Array, k: number): number {
  let sum = 0;
  for (let row = 0; row < labels.length; row++) {
    for (let label = k === 2 ? 1 : 0; label < k; label++) {
      sum += (probabilities[row * k + label]! - Number(labels[row] === label)) ** 2;
    }
  }
  return sum / labels.length;
}

/** The Brier score of always saying each class's share of these rows. */
function baseRateBrier(counts: readonly (readonly number[])[], n: number): number {
  const shares = counts.map((row) => row.reduce((sum, count) => sum + count, 0) / n);
  if (shares.length === 2) return shares[0]! * shares[1]!;
  return 1 - shares.reduce((sum, share) => sum + share * share, 0);
}
