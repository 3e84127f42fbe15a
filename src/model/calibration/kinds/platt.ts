// Platt scaling: a line on the logit of two classes, fitted by log loss against smoothed targets. Platt 1999, "Probabilistic outputs for
// support vector machines"; solved by Newton's method with step halving as in Lin, Lin and Weng 2007.
import { nearLogits, sigmoid, type CalibrationSample, type CalibratorForm } from '../calibrator';

const mostSteps = 100;
/** Added to the second derivatives, so that they can be divided by where all scores are alike. */
const ridge = 1e-12;

export const platt: CalibratorForm<'platt'> = {
  kind: 'platt',
  fewestRows: 100,
  fit(sample) {
    const line = fitLine(sample);
    // A line that falls would turn the ranking round: the scores are worth nothing, and no line mends that.
    return line && line.slope > 0 ? { kind: 'platt', ...line } : null;
  },
  apply: ({ slope, offset }, scores, outputs) =>
    Float32Array.from(nearLogits(scores, outputs), (z) => slope * z + offset),
};

/** Targets of rows of the second class, and of the first: not quite 1 and 0, by Laplace's rule of succession. */
export function smoothedTargets(labels: Int32Array): { positive: number; negative: number } {
  const positives = labels.reduce((sum, label) => sum + Number(label === 1), 0);
  return { positive: (positives + 1) / (positives + 2), negative: 1 / (labels.length - positives + 2) };
}

interface Line {
  slope: number;
  offset: number;
}

function fitLine({ scores: given, outputs, labels }: CalibrationSample): Line | null {
  const positives = labels.reduce((sum, label) => sum + Number(label === 1), 0);
  if (outputs !== 1 || positives === 0 || positives === labels.length) return null;
  const scores = nearLogits(given, outputs);
  const { positive, negative } = smoothedTargets(labels);
  const targets = Float64Array.from(labels, (label) => (label === 1 ? positive : negative));
  let line: Line = { slope: 0, offset: Math.log((positives + 1) / (labels.length - positives + 1)) };
  let loss = lossOf(line, scores, targets);
  for (let step = 0; step < mostSteps; step++) {
    const { slope, offset } = newtonStep(line, scores, targets);
    let share = 1;
    let next = line;
    let lower = loss;
    // The loss is convex, so some part of the step lowers it, until rounding hides by how much.
    for (; share > 1e-10; share /= 2) {
      next = { slope: line.slope + share * slope, offset: line.offset + share * offset };
      lower = lossOf(next, scores, targets);
      if (lower < loss) break;
    }
    if (!(lower < loss)) break;
    line = next;
    loss = lower;
  }
  return Number.isFinite(line.slope) && Number.isFinite(line.offset) ? line : null;
}

/** Sum over the rows of the cross-entropy between targets and the line's probabilities. */
function lossOf({ slope, offset }: Line, scores: Float64Array, targets: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < targets.length; row++) {
    const z = slope * scores[row]! + offset;
    sum += Math.max(z, 0) - z * targets[row]! + Math.log1p(Math.exp(-Math.abs(z)));
  }
  return sum;
}

function newtonStep({ slope, offset }: Line, scores: Float64Array, targets: Float64Array): Line {
  let [ofSlope, ofOffset, slopes, mixed, offsets] = [0, 0, ridge, 0, ridge];
  for (let row = 0; row < targets.length; row++) {
    const score = scores[row]!;
    const share = sigmoid(slope * score + offset);
    const off = share - targets[row]!;
    const curve = share * (1 - share);
    ofSlope += off * score;
    ofOffset += off;
    slopes += curve * score * score;
    mixed += curve * score;
    offsets += curve;
  }
  const determinant = slopes * offsets - mixed * mixed;
  return {
    slope: -(offsets * ofSlope - mixed * ofOffset) / determinant,
    offset: -(slopes * ofOffset - mixed * ofSlope) / determinant,
  };
}
