// How well scores rank positive rows above negative ones: ROC and precision–recall curves and their areas.
// Rows of equal score move together, so no order among ties can change a figure. One class against all others.
import { descendingOrder } from './order';

/** Points of a curve, x ascending. */
export interface Curve {
  x: number[];
  y: number[];
}

const curvePoints = 400;

/** Calls `visit` with running counts of true and false positives after each distinct score, from the highest down. */
export function sweepScores(
  scores: Float32Array,
  labels: Int32Array,
  positive: number,
  visit: (truePositives: number, falsePositives: number, score: number) => void,
): void {
  const order = descendingOrder(scores);
  let truePositives = 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    if (labels[row] === positive) truePositives++;
    const next = order[i + 1];
    if (next === undefined || scores[next] !== scores[row]) {
      visit(truePositives, i + 1 - truePositives, scores[row]!);
    }
  }
}

/** Both areas from one sort. `auc` is null where a side has no rows, `averagePrecision` where no row is positive. */
export interface RankingAreas {
  auc: number | null;
  averagePrecision: number | null;
}

/**
 * Area under the ROC curve, ties counted half (Mann and Whitney), and average precision:
 * Σ (recallₙ − recallₙ₋₁) · precisionₙ over distinct scores.
 */
export function rankingAreas(scores: Float32Array, labels: Int32Array, positive = 1): RankingAreas {
  let area = 0;
  let precisionSum = 0;
  let lastTrue = 0;
  let lastFalse = 0;
  sweepScores(scores, labels, positive, (truePositives, falsePositives) => {
    area += ((falsePositives - lastFalse) * (truePositives + lastTrue)) / 2;
    precisionSum += (truePositives - lastTrue) * (truePositives / (truePositives + falsePositives));
    lastTrue = truePositives;
    lastFalse = falsePositives;
  });
  return {
    auc: lastTrue === 0 || lastFalse === 0 ? null : area / (lastTrue * lastFalse),
    averagePrecision: lastTrue === 0 ? null : precisionSum / lastTrue,
  };
}

/** Area under the ROC curve; null where a side has no rows. */
export function rocAuc(scores: Float32Array, labels: Int32Array, positive = 1): number | null {
  return rankingAreas(scores, labels, positive).auc;
}

/** Average precision; null where no row is positive. */
export function averagePrecision(scores: Float32Array, labels: Int32Array, positive = 1): number | null {
  return rankingAreas(scores, labels, positive).averagePrecision;
}

/** False positive rate (x) against true positive rate (y), thinned to at most 400 points; null where a side has no rows. */
export function rocCurve(scores: Float32Array, labels: Int32Array, positive = 1): Curve | null {
  const trues = [0];
  const falses = [0];
  sweepScores(scores, labels, positive, (truePositives, falsePositives) => {
    trues.push(truePositives);
    falses.push(falsePositives);
  });
  const positives = trues.at(-1)!;
  const negatives = falses.at(-1)!;
  if (positives === 0 || negatives === 0) return null;
  return thin({ x: falses.map((count) => count / negatives), y: trues.map((count) => count / positives) });
}

/** Recall (x) against precision (y), thinned to at most 400 points; null where no row is positive. */
export function prCurve(scores: Float32Array, labels: Int32Array, positive = 1): Curve | null {
  const recalls: number[] = [];
  const precisions: number[] = [];
  sweepScores(scores, labels, positive, (truePositives, falsePositives) => {
    recalls.push(truePositives);
    precisions.push(truePositives / (truePositives + falsePositives));
  });
  const positives = recalls.at(-1) ?? 0;
  if (positives === 0) return null;
  // Nothing is found yet: by convention all of nothing is right.
  return thin({ x: [0, ...recalls.map((count) => count / positives)], y: [1, ...precisions] });
}

/** Keeps the ends and points at even steps along the curve's length, where the eye sees them. */
function thin(curve: Curve): Curve {
  const n = curve.x.length;
  if (n <= curvePoints) return curve;
  const along = new Float64Array(n);
  for (let i = 1; i < n; i++) {
    along[i] =
      along[i - 1]! + Math.abs(curve.x[i]! - curve.x[i - 1]!) + Math.abs(curve.y[i]! - curve.y[i - 1]!);
  }
  const thinned: Curve = { x: [], y: [] };
  let next = 0;
  for (let i = 0; i < n; i++) {
    if (i < n - 1 && along[i]! < next) continue;
    thinned.x.push(curve.x[i]!);
    thinned.y.push(curve.y[i]!);
    next =
      (Math.floor((along[i]! / along[n - 1]!) * (curvePoints - 2)) + 1) * (along[n - 1]! / (curvePoints - 2));
  }
  return thinned;
}
