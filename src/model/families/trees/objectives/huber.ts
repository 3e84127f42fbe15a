// Squares near 0 and absolute values far from it, smooth in between: δ²(√(1 + (r/δ)²) − 1), the pseudo-Huber loss (Charbonnier 1997; as
// XGBoost has it). A few rows that are far off count less than under squares.
import { squared } from './squared';
import { totalWeight, type Objective } from './objective';

/** The loss that turns at so many units of the label. */
export function huber(delta: number): Objective {
  return {
    outputs: 1,
    start: squared.start,
    assess(scores, rows, state) {
      const { labels, weights } = rows;
      let loss = 0;
      for (let row = 0; row < labels.length; row++) {
        const off = scores[row]! - labels[row]!;
        state[row] = off;
        loss += delta * delta * (Math.sqrt(1 + (off / delta) ** 2) - 1) * (weights?.[row] ?? 1);
      }
      return loss / (totalWeight(rows) || 1);
    },
    gradients(state, { labels, weights }, _output, out) {
      for (let row = 0; row < labels.length; row++) {
        const weight = weights?.[row] ?? 1;
        const off = state[row]!;
        const squareRoot = Math.sqrt(1 + (off / delta) ** 2);
        out[2 * row] = (off / squareRoot) * weight;
        out[2 * row + 1] = weight / squareRoot ** 3;
      }
    },
  };
}
