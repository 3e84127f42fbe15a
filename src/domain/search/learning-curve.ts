// Score against the number of training rows as an inverse power law, c − a · n^−b (Cortes et al. 1994; Figueroa et al. 2012, "Predicting
// sample size required for classification performance"). Not for the curve over epochs.
import { studentQuantile } from '../estimates/student';
import type { Direction } from './pareto';

/** A score that was reached with so many training rows. */
export interface SizedScore {
  readonly rows: number;
  readonly score: number;
}

/** The curve through scores of several sizes. */
export interface LearningCurve {
  /** What the score comes to with ever more rows. */
  readonly limit: number;
  /** How far from the limit the score is at `unit` rows; positive where the score falls short of it from below. */
  readonly amplitude: number;
  /** b > 0: how fast the distance falls. */
  readonly exponent: number;
  /** The most rows that were measured. n counts in these. */
  readonly unit: number;
  /** Root of the residual sum of squares over its degrees of freedom. */
  readonly residualStdDev: number;
  /** Points less the three that are fitted. */
  readonly freedom: number;
  /** Of limit, amplitude and exponent, row after row: 3 × 3. */
  readonly covariance: readonly (readonly number[])[];
}

/** Why there is no curve. */
export type CurveRefusal = 'too-few-sizes' | 'no-gain' | 'undetermined';
export type CurveFit = { kind: 'curve'; curve: LearningCurve } | { kind: 'refused'; reason: CurveRefusal };

/** A value with the interval in which the curve has it. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Three are fitted, and one more has to be left to say how far off they are. */
export const leastSizes = 4;
const [leastExponent, mostExponent] = [0.02, 5];

/**
 * Least squares over all three parameters: for each exponent limit and amplitude are linear (variable projection, Golub and Pereyra 1973),
 * and the exponent with the least sum is found on a grid and then by golden section. Refused where sizes are too few, where more rows did
 * not help, and where the scores do not determine the exponent.
 */
export function fitLearningCurve(points: readonly SizedScore[], direction: Direction): CurveFit {
  const known = points.filter(
    ({ rows, score }) => rows >= 1 && Number.isFinite(rows) && Number.isFinite(score),
  );
  if (new Set(known.map(({ rows }) => rows)).size < leastSizes) return refused('too-few-sizes');
  const unit = Math.max(...known.map(({ rows }) => rows));
  const sizes = known.map(({ rows }) => rows / unit);
  const scores = known.map(({ score }) => score);
  const exponent = bestExponent((b) => linearFit(sizes, scores, b).squares);
  const { limit, amplitude, squares } = linearFit(sizes, scores, exponent);
  if (!(direction === 'higher' ? amplitude > 0 : amplitude < 0)) return refused('no-gain');
  if (exponent < 1.01 * leastExponent || exponent > 0.99 * mostExponent) return refused('undetermined');
  const freedom = known.length - 3;
  const residualStdDev = Math.sqrt(squares / freedom);
  const inverse = inverse3(normalMatrix(sizes.map((size) => gradient({ amplitude, exponent }, size))));
  if (!inverse) return refused('undetermined');
  const covariance = inverse.map((row) => row.map((each) => each * residualStdDev ** 2));
  return {
    kind: 'curve',
    curve: { limit, amplitude, exponent, unit, residualStdDev, freedom, covariance },
  };
}

/** The score that the curve has at so many rows; the interval is that of the curve by the delta method, not of one more training. */
export function scoreWithRows(curve: LearningCurve, rows: number, confidence = 0.95): Estimate {
  const size = rows / curve.unit;
  const value = curve.limit - curve.amplitude * size ** -curve.exponent;
  return estimate(curve, value, gradient(curve, size), confidence);
}

/** How much the score changes from one number of rows to another, such as twice as many. */
export function gainFromRows(curve: LearningCurve, from: number, to: number, confidence = 0.95): Estimate {
  const [before, after] = [from, to].map((rows) => gradient(curve, rows / curve.unit)) as [Vector, Vector];
  const value =
    curve.amplitude * ((from / curve.unit) ** -curve.exponent - (to / curve.unit) ** -curve.exponent);
  return estimate(curve, value, [0, after[1] - before[1], after[2] - before[2]], confidence);
}

/** How many rows the curve needs for a score; null where its limit does not reach that far. */
export function rowsForScore(curve: LearningCurve, score: number): number | null {
  const share = (curve.limit - score) / curve.amplitude;
  if (!(share > 0)) return null;
  return Math.ceil(curve.unit * share ** (-1 / curve.exponent));
}

type Vector = readonly [number, number, number];

function refused(reason: CurveRefusal): CurveFit {
  return { kind: 'refused', reason };
}

function estimate({ covariance, freedom }: LearningCurve, value: number, slope: Vector, confidence: number) {
  const variance = slope.reduce(
    (sum, one, row) => sum + slope.reduce((all, other, at) => all + one * other * covariance[row]![at]!, 0),
    0,
  );
  const half = studentQuantile(1 - confidence, freedom) * Math.sqrt(Math.max(0, variance));
  return { value, low: value - half, high: value + half };
}

/** Derivatives of the score by limit, amplitude and exponent at a size. */
function gradient(
  { amplitude, exponent }: Pick<LearningCurve, 'amplitude' | 'exponent'>,
  size: number,
): Vector {
  const power = size ** -exponent;
  return [1, -power, amplitude * power * Math.log(size)];
}

/** Limit and amplitude by linear regression of the scores on n^−b, with the sum of squares that is left. */
function linearFit(sizes: readonly number[], scores: readonly number[], exponent: number) {
  const powers = sizes.map((size) => size ** -exponent);
  const meanOf = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
  const [meanPower, meanScore] = [meanOf(powers), meanOf(scores)];
  const spread = powers.reduce((sum, power) => sum + (power - meanPower) ** 2, 0);
  const common = powers.reduce((sum, power, at) => sum + (power - meanPower) * (scores[at]! - meanScore), 0);
  const amplitude = -common / spread;
  const limit = meanScore + amplitude * meanPower;
  const squares = powers.reduce((sum, power, at) => sum + (scores[at]! - limit + amplitude * power) ** 2, 0);
  return { limit, amplitude, squares };
}

function bestExponent(squares: (exponent: number) => number): number {
  const steps = 200;
  const at = (step: number) =>
    Math.log(leastExponent) + (step / steps) * Math.log(mostExponent / leastExponent);
  let best = 0;
  let least = Infinity;
  for (let step = 0; step <= steps; step++) {
    const reached = squares(Math.exp(at(step)));
    if (reached < least) [best, least] = [step, reached];
  }
  let [low, high] = [at(Math.max(0, best - 1)), at(Math.min(steps, best + 1))];
  const golden = (Math.sqrt(5) - 1) / 2;
  while (high - low > 1e-10) {
    const [left, right] = [high - golden * (high - low), low + golden * (high - low)];
    if (squares(Math.exp(left)) < squares(Math.exp(right))) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}

/** JᵀJ of gradients. */
function normalMatrix(gradients: readonly Vector[]): number[][] {
  return [0, 1, 2].map((row) =>
    [0, 1, 2].map((at) => gradients.reduce((sum, each) => sum + each[row]! * each[at]!, 0)),
  );
}

/** By cofactors; null where the determinant is lost in rounding. */
function inverse3(m: readonly (readonly number[])[]): number[][] | null {
  const of = (row: number, at: number) => m[row % 3]![at % 3]!;
  const cofactor = (row: number, at: number) =>
    of(row + 1, at + 1) * of(row + 2, at + 2) - of(row + 1, at + 2) * of(row + 2, at + 1);
  const determinant = [0, 1, 2].reduce((sum, at) => sum + of(0, at) * cofactor(0, at), 0);
  if (!(determinant > 1e-14 * of(0, 0) * of(1, 1) * of(2, 2))) return null;
  return [0, 1, 2].map((row) => [0, 1, 2].map((at) => cofactor(at, row) / determinant));
}
