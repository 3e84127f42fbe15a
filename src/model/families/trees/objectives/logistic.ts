// Two classes: z is the log odds of the second, the loss −log p of the class that a row has.
import { smallestCurve, totalWeight, type Objective } from './objective';

export const logistic: Objective = {
  outputs: 1,
  start(rows) {
    const { labels, weights } = rows;
    let second = 0;
    for (let row = 0; row < labels.length; row++) second += labels[row]! * (weights?.[row] ?? 1);
    const first = totalWeight(rows) - second;
    // A class without weight is no answer of minus infinity.
    return Float64Array.of(first > 0 && second > 0 ? Math.log(second / first) : 0);
  },
  assess(scores, rows, state) {
    const { labels, weights } = rows;
    let loss = 0;
    for (let row = 0; row < labels.length; row++) {
      const [z, label] = [scores[row]!, labels[row]!];
      const small = Math.exp(-Math.abs(z));
      state[row] = z >= 0 ? 1 / (1 + small) : small / (1 + small);
      loss += (Math.max(z, 0) - label * z + Math.log(1 + small)) * (weights?.[row] ?? 1);
    }
    return loss / (totalWeight(rows) || 1);
  },
  gradients(state, { labels, weights }, _output, out) {
    for (let row = 0; row < labels.length; row++) {
      const weight = weights?.[row] ?? 1;
      const p = state[row]!;
      out[2 * row] = (p - labels[row]!) * weight;
      out[2 * row + 1] = Math.max(p * (1 - p), smallestCurve) * weight;
    }
  },
};
