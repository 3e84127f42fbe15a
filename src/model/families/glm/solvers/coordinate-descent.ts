// The step of a penalised Newton method: minimises gᵀd + ½ dᵀHd + l1·Σ|w + d| over d, one coordinate after another by soft thresholding
// (Friedman, Hastie and Tibshirani 2010, section 2.1). Once the set of coefficients that are not 0 holds still, they are solved for at once.
import { solveSymmetric } from './cholesky';

/** A quadratic with a penalty. `curvature` [n, n], row-major, its lower triangle; the first `penalised` entries have the L1 penalty. */
export interface PenalisedQuadratic {
  curvature: Float64Array;
  gradient: Float64Array;
  parameters: Float64Array;
  l1: number;
  penalised: number;
}

const mostSweeps = 2000;
/** Sweeps between two tries to solve for the set that is not 0. */
const sweepsATry = 5;

/** The step d, exact to rounding where the set of zeros is found, else as far as the sweeps carry. */
export function lassoStep(problem: PenalisedQuadratic): Float64Array {
  const { gradient, parameters, l1, penalised } = problem;
  const n = gradient.length;
  const full = mirrored(problem.curvature, n);
  const step = new Float64Array(n);
  /** g + Hd */
  const slope = gradient.slice();
  for (let sweep = 1; sweep <= mostSweeps; sweep++) {
    let moved = 0;
    for (let j = 0; j < n; j++) {
      const bend = full[j * n + j]!;
      if (!(bend > 0)) continue;
      const at = parameters[j]! + step[j]!;
      const free = at - slope[j]! / bend;
      const next = j < penalised ? shrunk(free, l1 / bend) : free;
      const change = next - at;
      if (change === 0) continue;
      step[j] = next === 0 ? -parameters[j]! : step[j]! + change;
      for (let i = 0; i < n; i++) slope[i]! += change * full[j * n + i]!;
      moved = Math.max(moved, Math.abs(change) / (1 + Math.abs(next)));
    }
    const isLast = moved < 1e-15;
    if (isLast || sweep % sweepsATry === 0) {
      const exact = solvedAtOnce(problem, full, step);
      if (exact) return exact;
    }
    if (isLast) break;
  }
  return step;
}

/** The step if the coefficients that are not 0 now, and their signs, are those of the solution; else null. */
function solvedAtOnce(
  { gradient, parameters, l1, penalised }: PenalisedQuadratic,
  full: Float64Array,
  step: Float64Array,
): Float64Array | null {
  const n = gradient.length;
  const kept: number[] = [];
  const exact = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    if (j >= penalised || parameters[j]! + step[j]! !== 0) kept.push(j);
    else exact[j] = -parameters[j]!;
  }
  const sign = (j: number) => (j < penalised ? Math.sign(parameters[j]! + step[j]!) : 0);
  const matrix = new Float64Array(kept.length ** 2);
  const right = Float64Array.from(kept, (j, row) => {
    let sum = -gradient[j]! - l1 * sign(j);
    for (let i = 0; i < n; i++) if (exact[i] !== 0) sum -= full[j * n + i]! * exact[i]!;
    for (let column = 0; column <= row; column++)
      matrix[row * kept.length + column] = full[j * n + kept[column]!]!;
    return sum;
  });
  const solved = solveSymmetric(matrix, right);
  for (const [row, j] of kept.entries()) {
    exact[j] = solved[row]!;
    if (j < penalised && Math.sign(parameters[j]! + exact[j]) !== sign(j)) return null;
  }
  // A coefficient stays 0 only where the slope is not steeper than the penalty.
  for (let j = 0; j < penalised; j++) {
    if (parameters[j]! + exact[j]! !== 0) continue;
    let slope = gradient[j]!;
    for (let i = 0; i < n; i++) slope += full[j * n + i]! * exact[i]!;
    if (Math.abs(slope) > l1 * (1 + 1e-9)) return null;
  }
  return exact;
}

function shrunk(value: number, by: number): number {
  return Math.sign(value) * Math.max(0, Math.abs(value) - by);
}

function mirrored(lower: Float64Array, n: number): Float64Array {
  const full = lower.slice();
  for (let row = 0; row < n; row++)
    for (let column = 0; column < row; column++) full[column * n + row] = lower[row * n + column]!;
  return full;
}
