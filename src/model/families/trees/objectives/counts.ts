// Numbers from 0 on, such as counts and costs: the score is the logarithm of their mean. Poisson, and Tweedie between Poisson (1) and gamma
// (2), which has a share of exact zeros. Losses are negative log likelihoods but for what no score changes.
import { squared } from './squared';
import { totalWeight, type Labels, type Objective } from './objective';

function logOfMean(rows: Labels): Float64Array {
  const [mean] = squared.start(rows);
  return Float64Array.of(Math.log(Math.max(mean!, Number.MIN_VALUE)));
}

/** Second derivatives are taken e^0.7 times as large, which keeps steps short, as XGBoost and LightGBM have it. */
const caution = 0.7;

export const poisson: Objective = {
  outputs: 1,
  isLog: true,
  start: logOfMean,
  assess(scores, rows, state) {
    const { labels, weights } = rows;
    let loss = 0;
    for (let row = 0; row < labels.length; row++) {
      const z = scores[row]!;
      state[row] = Math.exp(z);
      loss += (state[row]! - labels[row]! * z) * (weights?.[row] ?? 1);
    }
    return loss / (totalWeight(rows) || 1);
  },
  gradients(state, { labels, weights }, _output, out) {
    const curve = Math.exp(caution);
    for (let row = 0; row < labels.length; row++) {
      const weight = weights?.[row] ?? 1;
      out[2 * row] = (state[row]! - labels[row]!) * weight;
      out[2 * row + 1] = state[row]! * curve * weight;
    }
  },
};

/** The loss of a variance power between 1 and 2. */
export function tweedie(power: number): Objective {
  const [one, two] = [1 - power, 2 - power];
  return {
    outputs: 1,
    isLog: true,
    start: logOfMean,
    assess(scores, rows, state) {
      const { labels, weights } = rows;
      let loss = 0;
      for (let row = 0; row < labels.length; row++) {
        const z = scores[row]!;
        state[row] = z;
        loss += (-labels[row]! * (Math.exp(one * z) / one) + Math.exp(two * z) / two) * (weights?.[row] ?? 1);
      }
      return loss / (totalWeight(rows) || 1);
    },
    gradients(state, { labels, weights }, _output, out) {
      for (let row = 0; row < labels.length; row++) {
        const weight = weights?.[row] ?? 1;
        const a = labels[row]! * Math.exp(one * state[row]!);
        const b = Math.exp(two * state[row]!);
        out[2 * row] = (b - a) * weight;
        out[2 * row + 1] = (two * b - one * a) * weight;
      }
    },
  };
}
