// More than two classes: one score each, the loss −log softmax of the class that a row has. The second derivative is taken twice as
// large as its diagonal, which bounds the whole matrix and is what XGBoost takes: steps of trees that are grown side by side add up.
import { smallestCurve, totalWeight, type Objective } from './objective';

/** The loss of so many classes. */
export function softmax(outputs: number): Objective {
  return {
    outputs,
    start(rows) {
      const { labels, weights } = rows;
      const sums = new Float64Array(outputs);
      for (let row = 0; row < labels.length; row++) sums[labels[row]!]! += weights?.[row] ?? 1;
      const total = totalWeight(rows) || 1;
      // A class that no row has is as likely as half a row.
      const logs = sums.map((sum) => Math.log(Math.max(sum, 0.5) / total));
      const mean = logs.reduce((sum, log) => sum + log, 0) / outputs;
      return logs.map((log) => log - mean);
    },
    assess(scores, rows, state) {
      const { labels, weights } = rows;
      let loss = 0;
      for (let row = 0; row < labels.length; row++) {
        const from = row * outputs;
        let most = -Infinity;
        for (let at = from; at < from + outputs; at++) most = Math.max(most, scores[at]!);
        let sum = 0;
        for (let at = from; at < from + outputs; at++) sum += state[at] = Math.exp(scores[at]! - most);
        for (let at = from; at < from + outputs; at++) state[at]! /= sum;
        loss += (most + Math.log(sum) - scores[from + labels[row]!]!) * (weights?.[row] ?? 1);
      }
      return loss / (totalWeight(rows) || 1);
    },
    gradients(state, { labels, weights }, output, out) {
      for (let row = 0; row < labels.length; row++) {
        const weight = weights?.[row] ?? 1;
        const p = state[row * outputs + output]!;
        out[2 * row] = (p - (labels[row] === output ? 1 : 0)) * weight;
        out[2 * row + 1] = Math.max(2 * p * (1 - p), smallestCurve) * weight;
      }
    },
  };
}
