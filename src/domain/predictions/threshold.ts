// The probability at which a binary classifier should say yes. Chosen on validation, never on test.
import { sweepScores } from './ranking';

/**
 * The threshold with the best F1 of class 1 (rows at or above it count as positive), half way between neighbouring
 * probabilities; of equals the highest. 0.5 where no row is positive.
 */
export function bestF1Threshold(probabilityOfPositive: Float32Array, labels: Int32Array): number {
  let positives = 0;
  for (const label of labels) positives += Number(label === 1);
  if (positives === 0) return 0.5;
  let bestF1 = -1;
  let best = { at: 0.5, open: false };
  sweepScores(probabilityOfPositive, labels, 1, (truePositives, falsePositives, score) => {
    // The score after the best one is where its gap ends.
    if (best.open) best = { at: (best.at + score) / 2, open: false };
    const f1 = (2 * truePositives) / (truePositives + falsePositives + positives);
    if (f1 > bestF1) {
      bestF1 = f1;
      best = { at: score, open: true };
    }
  });
  return best.open ? best.at / 2 : best.at;
}
