// Counts and rates with a logarithmic link: exp(z) − y z, the negative log-likelihood without what only depends on y, as scikit-learn's
// PoissonRegressor has it (half the deviance). Labels are in the target's own unit and not negative.
import type { Link } from './row-loss';

export const poisson: Link = {
  outputs: 1,
  isQuadratic: false,
  residuals(z, rows, labels, curve) {
    let loss = 0;
    for (let row = 0; row < rows; row++) {
      const [at, label] = [z[row]!, labels[row]!];
      const rate = Math.exp(at);
      loss += rate - label * at;
      z[row] = rate - label;
      curve[row] = rate;
    }
    return loss;
  },
  second: (curve, row) => curve[row]!,
  intercept: (meanLabel) => Math.log(meanLabel),
};

/**
 * The label in the target's unit, from what a model learns: (y − shift) / scale in float32. Its 24 digits are not enough to give whole numbers
 * back as they were, so what is whole but for that rounding is taken as whole.
 */
export function unscaledLabel(label: number, { shift, scale }: { shift: number; scale: number }): number {
  const value = shift + scale * label;
  const whole = Math.round(value);
  const rounding = 2 ** -23 * (Math.abs(value) + Math.abs(shift) + Math.abs(scale));
  return Math.abs(value - whole) <= rounding ? whole : value;
}
