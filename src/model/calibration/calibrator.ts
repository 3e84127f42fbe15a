// What a calibrator is to the rest of the app. It takes raw outputs and gives raw outputs, so that whatever makes probabilities of them
// (a task's head) makes calibrated ones. One file a kind in kinds/; registry.ts lists them.
import type { Calibrator, CalibratorKind } from '../../contract/model/calibration/calibration';

/** Rows that a calibrator is fitted to. */
export interface CalibrationSample {
  /** Raw outputs, row-major [rows, outputs]: the logit of the second of two classes, or a logit for each. */
  scores: Float32Array;
  outputs: number;
  /** The class of each row: its index. */
  labels: Int32Array;
}

/** A kind of calibrator. */
export interface CalibratorForm<Kind extends CalibratorKind = CalibratorKind> {
  readonly kind: Kind;
  /** Rows below which a choice by itself leaves it out: it would fit chance. */
  readonly fewestRows: number;
  /** Fits it; null where these rows cannot tell how: a class is absent, or the scores say the contrary of what is true. */
  fit(sample: CalibrationSample): Extract<Calibrator, { kind: Kind }> | null;
  /** Raw outputs [rows, outputs] of raw outputs [rows, outputs]. */
  apply(fitted: Extract<Calibrator, { kind: Kind }>, scores: Float32Array, outputs: number): Float32Array;
}

/** Classes of a sample. */
export function classesOf({ outputs }: Pick<CalibrationSample, 'outputs'>): number {
  return Math.max(2, outputs);
}

/** 1 / (1 + e⁻ᶻ) */
export function sigmoid(z: number): number {
  return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
}

/** Probabilities [rows, outputs] of raw outputs: of the second of two classes, or of each. */
export function probabilitiesOf(scores: ArrayLike<number>, outputs: number): Float64Array {
  const given = Float64Array.from(scores);
  if (outputs === 1) return given.map(sigmoid);
  for (let from = 0; from < given.length; from += outputs) {
    const row = given.subarray(from, from + outputs);
    const most = row.reduce((largest, z) => Math.max(largest, z), -Infinity);
    let sum = 0;
    row.forEach((z, at) => (sum += row[at] = Math.exp(z - most)));
    row.forEach((share, at) => (row[at] = share / sum));
  }
  return given;
}

/** From here on a probability is 0 or 1 as far as log loss tells. */
const farLogit = 16;
const near = (z: number) =>
  Math.abs(z) <= farLogit ? z : Math.sign(z) * (farLogit + Math.log1p(Math.abs(z) - farLogit));

/**
 * Raw outputs as the kinds take them that work on logits: of more than two classes from the largest of their row on, and what is beyond ±16
 * drawn nearer by its logarithm. Families that count rows state exact zeros, whose logit stands for minus infinity; one of them would decide
 * a line by itself. The order stays.
 */
export function nearLogits(scores: Float32Array, outputs: number): Float64Array {
  const given = Float64Array.from(scores);
  if (outputs > 1)
    for (let from = 0; from < given.length; from += outputs) {
      const row = given.subarray(from, from + outputs);
      const most = row.reduce((largest, z) => Math.max(largest, z), -Infinity);
      row.forEach((z, at) => (row[at] = z - most));
    }
  return given.map(near);
}

/** −ln of the probability of the true class, row by row; probabilities as the metric `logLoss` clips them. */
export function rowLosses({ scores, outputs, labels }: CalibrationSample): Float64Array {
  const least = 2 ** -23;
  const shares = probabilitiesOf(scores, outputs);
  return Float64Array.from(labels, (label, row) => {
    const share =
      outputs > 1 ? shares[row * outputs + label]! : label === 1 ? shares[row]! : 1 - shares[row]!;
    return -Math.log(Math.min(1 - least, Math.max(least, share)));
  });
}
