// Whether a stated probability comes true as often as it says: reliability bins and expected calibration error.
// Guo et al. 2017, "On calibration of modern neural networks", with bins of equal mass instead of equal width.
import { descendingOrder } from './order';

/** One bin: mean stated probability, share of rows of which it came true, rows in it. */
export interface CalibrationBin {
  confidence: number;
  accuracy: number;
  count: number;
}

/** The largest probability of each row, and whether that class was right (1) or not (0). */
export function topLabel(
  probabilities: Float32Array,
  labels: Int32Array,
  k: number,
): { confidence: Float32Array; correct: Uint8Array } {
  const n = labels.length;
  const confidence = new Float32Array(n);
  const correct = new Uint8Array(n);
  for (let row = 0; row < n; row++) {
    let best = 0;
    for (let label = 1; label < k; label++) {
      if (probabilities[row * k + label]! > probabilities[row * k + best]!) best = label;
    }
    confidence[row] = probabilities[row * k + best]!;
    correct[row] = Number(labels[row] === best);
  }
  return { confidence, correct };
}

/** Bins of equal mass from the least confident to the most; equal confidences are never parted, so bins may be fewer. */
export function calibrationBins(
  confidence: Float32Array,
  correct: Uint8Array,
  binCount = 15,
): CalibrationBin[] {
  const order = descendingOrder(confidence).reverse();
  const n = order.length;
  const bins: CalibrationBin[] = [];
  let start = 0;
  for (let bin = 1; bin <= binCount; bin++) {
    let end = Math.max(start, Math.round((bin * n) / binCount));
    while (end > start && end < n && confidence[order[end]!] === confidence[order[end - 1]!]) end++;
    if (end === start) continue;
    let confidenceSum = 0;
    let right = 0;
    for (let i = start; i < end; i++) {
      confidenceSum += confidence[order[i]!]!;
      right += correct[order[i]!]!;
    }
    const count = end - start;
    bins.push({ confidence: confidenceSum / count, accuracy: right / count, count });
    start = end;
  }
  return bins;
}

/** Σ (rows of bin / rows) · |accuracy − confidence|. */
export function expectedCalibrationError(bins: readonly CalibrationBin[]): number {
  const rows = bins.reduce((sum, { count }) => sum + count, 0);
  const gaps = bins.reduce((sum, bin) => sum + bin.count * Math.abs(bin.accuracy - bin.confidence), 0);
  return rows === 0 ? 0 : gaps / rows;
}
