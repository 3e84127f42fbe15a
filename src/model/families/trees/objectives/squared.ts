// Least squares: the loss is (y − z)², its half is what derivatives are taken of, so that a leaf is the mean residual of its rows.
import { totalWeight, type Objective } from './objective';

export const squared: Objective = {
  outputs: 1,
  start(rows) {
    const { labels, weights } = rows;
    let sum = 0;
    for (let row = 0; row < labels.length; row++) sum += labels[row]! * (weights?.[row] ?? 1);
    return Float64Array.of(sum / (totalWeight(rows) || 1));
  },
  assess(scores, rows, state) {
    const { labels, weights } = rows;
    let loss = 0;
    for (let row = 0; row < labels.length; row++) {
      const off = scores[row]! - labels[row]!;
      state[row] = off;
      loss += off * off * (weights?.[row] ?? 1);
    }
    return loss / (totalWeight(rows) || 1);
  },
  gradients(state, { labels, weights }, _output, out) {
    for (let row = 0; row < labels.length; row++) {
      const weight = weights?.[row] ?? 1;
      out[2 * row] = state[row]! * weight;
      out[2 * row + 1] = weight;
    }
  },
};
