// Temperature scaling: all logits divided by one number, fitted by log loss. Which class is the most probable never changes. Guo et al. 2017,
// "On calibration of modern neural networks". The loss is convex in 1 / temperature, which Newton's method finds.
import { nearLogits, sigmoid, type CalibrationSample, type CalibratorForm } from '../calibrator';

const mostSteps = 100;
/** 1 / temperature stays within these. */
const bounds = [1e-3, 1e3] as const;

export const temperature: CalibratorForm<'temperature'> = {
  kind: 'temperature',
  fewestRows: 100,
  fit(sample) {
    if (new Set(sample.labels).size < 2) return null;
    // Down there every probability would be the same: the scores say nothing, or the contrary of what is true.
    const inverse = fitInverse({ ...sample, scores: nearLogits(sample.scores, sample.outputs) });
    return inverse > 2 * bounds[0] ? { kind: 'temperature', temperature: 1 / inverse } : null;
  },
  apply: ({ temperature: by }, scores, outputs) =>
    Float32Array.from(nearLogits(scores, outputs), (z) => z / by),
};

type Logits = Omit<CalibrationSample, 'scores'> & { scores: Float64Array };

/** 1 / temperature; by bisection where a Newton step would leave what is known to hold the minimum. */
function fitInverse(sample: Logits): number {
  let [low, high] = bounds as readonly [number, number];
  let at = 1;
  for (let step = 0; step < mostSteps; step++) {
    const { slope, curve } = derivatives(sample, at);
    if (slope === 0) return at;
    if (slope > 0) high = at;
    else low = at;
    const newton = at - slope / curve;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - at) <= 1e-13 * at) return next;
    at = next;
  }
  return at;
}

/** First and second derivative of the summed log loss by 1 / temperature: of each row, mean and variance of its logits under its probabilities. */
function derivatives({ scores, outputs, labels }: Logits, inverse: number) {
  let [slope, curve] = [0, 0];
  for (let row = 0; row < labels.length; row++) {
    const from = row * outputs;
    if (outputs === 1) {
      const z = scores[row]!;
      const share = sigmoid(inverse * z);
      slope += z * (share - Number(labels[row] === 1));
      curve += z * z * share * (1 - share);
      continue;
    }
    let [sum, mean, square] = [0, 0, 0];
    for (let k = 0; k < outputs; k++) {
      // From the largest on, so that none of them overflows.
      const z = scores[from + k]!;
      const weight = Math.exp(inverse * z);
      sum += weight;
      mean += weight * z;
      square += weight * z * z;
    }
    mean /= sum;
    slope += mean - scores[from + labels[row]!]!;
    curve += square / sum - mean * mean;
  }
  return { slope, curve };
}
