// Log loss: mean of −ln p(true class), p clipped to [2⁻²³, 1 − 2⁻²³]. As scikit-learn's log_loss of float32.
import { threeDecimals, type Metric } from './metric';

/** Machine epsilon of float32: the least probability that a logarithm is taken of. */
const least = 2 ** -23;

export const logLoss: Metric<'classification'> = {
  name: 'logLoss',
  reads: 'classification',
  term: { en: 'log loss', 'zh-CN': '对数损失' },
  unit: '',
  direction: 'lower',
  range: [0, Infinity],
  shown: threeDecimals,
  compute({ probabilities, labels, k }) {
    let sum = 0;
    for (let row = 0; row < labels.length; row++) {
      const probability = probabilities[row * k + labels[row]!]!;
      sum -= Math.log(Math.min(1 - least, Math.max(least, probability)));
    }
    return sum / labels.length;
  },
};
