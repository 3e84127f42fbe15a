// Which solver a model is fitted by. Deterministic: the same rows in the same order give the same bits.
import { largest, type Iteration } from './descent';
import { lbfgs, mostQuasiSteps } from './lbfgs';
import { mostNewtonSteps, newton } from './newton';
import type { Objective } from './objective';

/** What was reached. */
export interface Solution {
  /** [width + 1, outputs], of the columns as they are. */
  parameters: Float64Array;
  solver: 'newton' | 'lbfgs';
  iterations: number;
  converged: boolean;
  loss: number;
  /** Largest entry of the gradient, per row. */
  gradient: number;
}

/** Up to so many parameters the second derivative is built as a whole; of a quadratic loss that is done once. */
const mostWhole = { curved: 500, quadratic: 2000 };

/** The solver of an objective and the most iterations that it may take. */
export function solverOf(objective: Pick<Objective, 'size' | 'isQuadratic' | 'rows'>): {
  solver: Solution['solver'];
  most: number;
} {
  const { size, isQuadratic } = objective;
  return size <= (isQuadratic ? mostWhole.quadratic : mostWhole.curved)
    ? { solver: 'newton', most: mostNewtonSteps }
    : { solver: 'lbfgs', most: mostQuasiSteps(objective) };
}

/** Fits the parameters, told iteration by iteration. */
export async function* solve(objective: Objective): AsyncGenerator<Iteration, Solution> {
  const { solver } = solverOf(objective);
  const { parameters, at, ...reached } = yield* solver === 'newton' ? newton(objective) : lbfgs(objective);
  return {
    ...reached,
    solver,
    parameters: objective.uncentred(parameters),
    loss: at.loss,
    gradient: largest(at.gradient) / objective.rows,
  };
}
