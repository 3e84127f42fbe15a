// Two classes: z is the log odds of the second, the loss −log p of the class that a row has.
import { plainKernel } from '../kernels/plain-kernel';
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
  assess(scores, rows, state, kernel = plainKernel) {
    const { labels, weights } = rows;
    const loss = kernel.logistic(scores, labels, state);
    if (!weights) return loss / (labels.length || 1);
    let weighted = 0;
    for (let row = 0; row < labels.length; row++) {
      const [z, p] = [scores[row]!, state[row]!];
      weighted += (Math.max(z, 0) - labels[row]! * z - Math.log(Math.max(p, 1 - p))) * weights[row]!;
    }
    return weighted / (totalWeight(rows) || 1);
  },
  gradients(state, { labels, weights }, _output, out, kernel = plainKernel) {
    kernel.logisticGradients(state, labels, smallestCurve, out);
    if (!weights) return;
    for (let row = 0; row < labels.length; row++) {
      out[2 * row]! *= weights[row]!;
      out[2 * row + 1]! *= weights[row]!;
    }
  },
};
