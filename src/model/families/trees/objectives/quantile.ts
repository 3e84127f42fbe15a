// A quantile: a row above the prediction costs `level` a unit, one below 1 − level (Koenker and Bassett 1978). Derivatives say only which
// way to go, so a leaf takes the quantile of its rows' residuals (Friedman 2001; LightGBM).
import { totalWeight, type Objective } from './objective';

/** The smallest value that has at least the share `level` of the weight at or below it. */
export function weightedQuantile(values: Float64Array, weights: Float64Array | null, level: number): number {
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  const weightOf = (at: number) => weights?.[at] ?? 1;
  const total = order.reduce((sum, at) => sum + weightOf(at), 0);
  let below = 0;
  for (const at of order) {
    below += weightOf(at);
    if (below >= level * total) return values[at]!;
  }
  return values[order.at(-1) ?? 0] ?? 0;
}

/** The loss of a quantile, its level from 0 to 1. */
export function quantile(level: number): Objective {
  return {
    outputs: 1,
    start: ({ labels, weights }) =>
      Float64Array.of(weightedQuantile(Float64Array.from(labels), weights, level)),
    assess(scores, rows, state) {
      const { labels, weights } = rows;
      let loss = 0;
      for (let row = 0; row < labels.length; row++) {
        const over = labels[row]! - scores[row]!;
        state[row] = over;
        loss += (over > 0 ? level * over : (level - 1) * over) * (weights?.[row] ?? 1);
      }
      return loss / (totalWeight(rows) || 1);
    },
    gradients(state, { labels, weights }, _output, out) {
      for (let row = 0; row < labels.length; row++) {
        const weight = weights?.[row] ?? 1;
        out[2 * row] = (state[row]! > 0 ? -level : 1 - level) * weight;
        out[2 * row + 1] = weight;
      }
    },
    leaf(state, { weights }, inLeaf) {
      const residuals = Float64Array.from(inLeaf, (row) => state[row]!);
      const own = weights && Float64Array.from(inLeaf, (row) => weights[row]!);
      return weightedQuantile(residuals, own, level);
    },
  };
}
