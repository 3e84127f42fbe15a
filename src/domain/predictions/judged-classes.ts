// Probabilities of classes against true labels, and the passes over them that metrics share.
import { HearthError } from '../../contract/transport/fault';
import { calibrationBins, topLabel, type CalibrationBin } from './calibration';
import { predictedClasses, probabilityColumn } from './classes';
import { confusionMatrix, precisionRecall, type PrecisionRecall } from './confusion';
import { Passes } from './passes';
import { rankingAreas, type RankingAreas } from './ranking';

/**
 * `probabilities` are row-major [rows, k] (binary: columns [1 − p, p]), `labels` lie in 0 … k − 1.
 * The threshold matters only where k is 2. Throws `rows_too_few` without rows, `shape_mismatch` where sizes disagree.
 */
export class JudgedClasses extends Passes {
  readonly kind = 'classification';
  readonly rows: number;
  readonly probabilities: Float32Array;
  readonly labels: Int32Array;
  readonly k: number;
  readonly threshold: number;

  constructor(probabilities: Float32Array, labels: Int32Array, k: number, threshold = 0.5) {
    super();
    this.rows = labels.length;
    this.probabilities = probabilities;
    this.labels = labels;
    this.k = k;
    this.threshold = threshold;
    if (this.rows === 0) throw new HearthError('rows_too_few', {}, { rows: 0, needed: 1 });
    if (probabilities.length !== this.rows * k)
      throw new HearthError('shape_mismatch', {}, { expected: this.rows * k, found: probabilities.length });
  }

  /** The rows at these places, which may repeat. */
  take(rows: Uint32Array): JudgedClasses {
    const { probabilities, labels, k } = this;
    const drawn = new Float32Array(rows.length * k);
    const truth = new Int32Array(rows.length);
    rows.forEach((row, i) => {
      truth[i] = labels[row]!;
      for (let label = 0; label < k; label++) drawn[i * k + label] = probabilities[row * k + label]!;
    });
    return new JudgedClasses(drawn, truth, k, this.threshold);
  }
}

/** The class that each row gets. */
export function predicted({ probabilities, k, threshold }: JudgedClasses): Int32Array {
  return predictedClasses(probabilities, k, threshold);
}

/** counts[actual][predicted]. */
export function confusion(judged: JudgedClasses): number[][] {
  return confusionMatrix(judged.of(predicted), judged.labels, judged.k);
}

/** Precision, recall and F1 of the confusion matrix. */
export function classRatios(judged: JudgedClasses): PrecisionRecall {
  return precisionRecall(judged.of(confusion));
}

/** Areas for class 1 where there are two; else the mean of one class against the rest, null where a class has no rows. */
export function classRanking({ probabilities, labels, k }: JudgedClasses): RankingAreas {
  const first = k === 2 ? 1 : 0;
  let auc: number | null = 0;
  let averagePrecision: number | null = 0;
  for (let label = first; label < k; label++) {
    const areas = rankingAreas(probabilityColumn(probabilities, k, label), labels, label);
    auc = auc === null || areas.auc === null ? null : auc + areas.auc / (k - first);
    averagePrecision =
      averagePrecision === null || areas.averagePrecision === null
        ? null
        : averagePrecision + areas.averagePrecision / (k - first);
  }
  return { auc, averagePrecision };
}

/** Reliability bins: of two classes of the second's probability, so that predicted stands against observed; of more of the most probable class. */
export function reliability({ probabilities, labels, k }: JudgedClasses): CalibrationBin[] {
  if (k === 2)
    return calibrationBins(
      probabilityColumn(probabilities, 2, 1),
      Uint8Array.from(labels, (label) => Number(label === 1)),
    );
  const { confidence, correct } = topLabel(probabilities, labels, k);
  return calibrationBins(confidence, correct);
}
