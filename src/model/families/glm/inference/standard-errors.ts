// Standard errors of a fitted linear model, from the observed information: the inverse second derivative of the loss at the solution
// (McCullagh and Nelder 1989, section 4.4); of least squares times the variance of the residuals; of Huber's loss by Huber's H1 (Huber and
// Ronchetti 2009, section 7.6). Under an L2 penalty the inverse is that of the penalised loss, which is only approximate (Wood 2017, section
// 6.10). Under L1 there are none.
import type { Objective } from '../objective';
import { inverseSymmetric } from '../solvers/cholesky';
import { anchorClasses, isOfContrasts } from '../solvers/newton';
import type { ColumnScale } from './original-scale';

/** Beyond so many parameters the inverse takes too long. */
const mostParameters = 1000;

/** Why there are no standard errors. */
export type NoErrors = 'l1' | 'size' | 'unconverged' | 'rows';

/** Standard errors, and how they are read. */
export interface StandardErrors {
  /** [width + 1, outputs] on the original scale; NaN for a column that is a combination of others. */
  errors: Float64Array<ArrayBuffer>;
  distribution: 't' | 'z';
  /** Of t: rows less (effective) parameters; null of z. */
  freedom: number | null;
  /** Of counts: Pearson's χ² by its degrees of freedom, 1 where their variance is their mean; else null. */
  dispersion: number | null;
}

/** What the loss is, and the scales of columns and target. */
export interface ErrorInput {
  kind: 'squared' | 'huber' | 'poisson' | 'classes';
  epsilon: number;
  scales: readonly ColumnScale[];
  /** Units of the target in one unit of the model's output. */
  targetScale: number;
}

/** Standard errors at the solution of an objective, of centred columns; or why there are none. */
export async function standardErrors(
  objective: Objective,
  solution: Float64Array,
  input: ErrorInput,
): Promise<StandardErrors | NoErrors> {
  if (objective.penalty.l1 > 0) return 'l1';
  if (objective.size > mostParameters) return 'size';
  const { loss } = await objective.evaluate(solution);
  const covariance =
    input.kind === 'huber' ? await huberCovariance(objective, solution, input) : await inverse(objective);
  const freedom = objective.rows - covariance.parameters;
  const needsRest = input.kind !== 'classes';
  if (needsRest && !(freedom > 0)) return 'rows';
  const ofResiduals = input.kind === 'squared' ? (2 * (loss - penaltyAt(objective, solution))) / freedom : 1;
  const factor = Math.sqrt(ofResiduals * covariance.factor) * input.targetScale;
  return {
    errors: originalErrors(objective, covariance, input.scales, factor),
    distribution: input.kind === 'squared' ? 't' : 'z',
    freedom: input.kind === 'squared' ? freedom : null,
    dispersion: input.kind === 'poisson' ? finite((await objective.pearson(solution)) / freedom) : null,
  };
}

interface Covariance {
  /** [n, n] of the parameters of centred columns, n = (width + 1) · outputs. */
  matrix: Float64Array;
  dependent: Uint8Array;
  /** What the matrix is still to be multiplied by. */
  factor: number;
  /** How many parameters the rows determine: less than there are under a penalty. */
  parameters: number;
}

/** The inverse of the second derivative, at the parameters evaluated last. */
async function inverse(objective: Objective): Promise<Covariance> {
  const { size, penalty, penalised } = objective;
  const curvature = await objective.curvature();
  const constant = constantColumns(curvature, objective);
  anchorClasses(curvature, objective);
  const first = penalty.l2 > 0 ? 0 : penalised;
  const { inverse: matrix, dependent } = inverseSymmetric(curvature, size, first);
  const parameters = determined(objective, matrix, dependent, penalty.l2);
  return { matrix, dependent: dependent.map((is, at) => is || constant[at]!), factor: 1, parameters };
}

/** Marks the parameters that only the penalty determines: of columns that never vary, such as a category that no row has. */
function constantColumns(
  curvature: Float64Array,
  { size, penalised, penalty: { l2 } }: Objective,
): Uint8Array {
  return Uint8Array.from({ length: size }, (_, at) =>
    Number(at < penalised && curvature[at * size + at]! <= l2 * (1 + 1e-12)),
  );
}

function determined(
  { size, penalised }: Objective,
  inverted: Float64Array,
  dependent: Uint8Array,
  l2: number,
): number {
  let count = 0;
  for (let at = 0; at < size; at++)
    if (!dependent[at]) count += 1 - (at < penalised ? l2 * inverted[at * size + at]! : 0);
  return count;
}

/** Huber's H1: K² · [Σψ² σ² / (n − p)] / [mean ψ′]² · (XᵀX)⁻¹, as statsmodels' RLM has it. */
async function huberCovariance(
  objective: Objective,
  solution: Float64Array,
  { epsilon }: ErrorInput,
): Promise<Covariance> {
  const { rows } = objective;
  const n = objective.size - 1;
  const sigma = solution[n]!;
  let [inside, squares] = [0, 0];
  for (const size of objective.curve) {
    if (Number.isFinite(size)) inside++;
    squares += Math.min(size * size, epsilon * epsilon);
  }
  const share = inside / rows;
  const products = await objective.products();
  // Beside σ-scaled squares of the rows inside, the penalty weighs as much as this beside all squares.
  const l2 = (objective.penalty.l2 * sigma) / share;
  for (let at = 0; at < n - 1; at++) products[at * n + at]! += l2;
  const { inverse: matrix, dependent } = inverseSymmetric(products, n, l2 > 0 ? 0 : n - 1);
  let parameters = 0;
  for (let at = 0; at < n; at++)
    if (!dependent[at]) parameters += 1 - (at < n - 1 ? l2 * matrix[at * n + at]! : 0);
  const k = 1 + (parameters / rows) * ((1 - share) / share);
  const factor = (k * k * squares * sigma * sigma) / ((rows - parameters) * share * share);
  return { matrix, dependent, factor, parameters };
}

/** Standard errors of the original columns' parameters; of several classes those whose sum is 0 over the classes. */
function originalErrors(
  objective: Objective,
  { matrix, dependent }: Covariance,
  scales: readonly ColumnScale[],
  factor: number,
): Float64Array<ArrayBuffer> {
  const { outputs, means } = objective;
  const width = means.length;
  const n = (width + 1) * outputs;
  const errors = new Float64Array(n);
  const skipped = isOfContrasts(objective) ? 1 : 0;
  const isDependent = (j: number) => dependent.subarray(j * outputs + skipped, (j + 1) * outputs).includes(1);
  // Of a class among several: itself less the mean of all.
  const contrast = (a: number, k: number) => (outputs === 1 ? 1 : Number(a === k) - 1 / outputs);
  for (let k = 0; k < outputs; k++) {
    for (let j = 0; j < width; j++) {
      let variance = 0;
      for (let a = 0; a < outputs; a++)
        for (let b = 0; b < outputs; b++)
          variance += contrast(a, k) * contrast(b, k) * matrix[(j * outputs + a) * n + j * outputs + b]!;
      errors[j * outputs + k] = isDependent(j)
        ? NaN
        : (factor * Math.sqrt(Math.max(0, variance))) / Math.abs(scales[j]!.scale);
    }
    // The intercept of columns as they came: b − Σ wⱼ (shiftⱼ / scaleⱼ + meanⱼ).
    const along = new Float64Array(n);
    for (let j = 0; j <= width; j++) {
      const weight = j === width ? 1 : -(scales[j]!.shift / scales[j]!.scale + means[j]!);
      for (let a = 0; a < outputs; a++) along[j * outputs + a] = weight * contrast(a, k);
    }
    let variance = 0;
    for (let p = 0; p < n; p++) {
      if (along[p] === 0) continue;
      for (let q = 0; q < n; q++) variance += along[p]! * along[q]! * matrix[p * n + q]!;
    }
    errors[width * outputs + k] = isDependent(width) ? NaN : factor * Math.sqrt(Math.max(0, variance));
  }
  return errors;
}

function penaltyAt({ penalty: { l2 }, penalised }: Objective, parameters: Float64Array): number {
  let squares = 0;
  for (let at = 0; at < penalised; at++) squares += parameters[at]! ** 2;
  return 0.5 * l2 * squares;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
