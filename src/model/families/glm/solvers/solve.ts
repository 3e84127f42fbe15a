// Which solver a model is fitted by. Deterministic: the same rows in the same order give the same bits.
import type { Evaluation, Objective } from '../objective';
import { largest, subgradient, type Beginning, type Iteration } from './descent';
import { lbfgs, mostQuasiSteps } from './lbfgs';
import { mostNewtonSteps, newton } from './newton';

/** What was reached. */
export interface Solution {
  /** Of centred columns, as the objective has them. */
  parameters: Float64Array<ArrayBuffer>;
  at: Evaluation;
  solver: 'newton' | 'lbfgs';
  iterations: number;
  converged: boolean;
  loss: number;
  /** Largest entry of the gradient, per row. */
  gradient: number;
}

/** Up to so many parameters the second derivative is built as a whole; of a quadratic loss that is done once. */
const mostWhole = { curved: 500, quadratic: 2000 };

/** The solver of an objective and the most iterations that it may take; `isRough` as in `Beginning`. */
export function solverOf(
  objective: Pick<Objective, 'size' | 'isQuadratic' | 'rows'>,
  isRough = false,
): {
  solver: Solution['solver'];
  most: number;
} {
  const { size, isQuadratic } = objective;
  return size <= (isQuadratic ? mostWhole.quadratic : mostWhole.curved)
    ? { solver: 'newton', most: mostNewtonSteps[isRough ? 'rough' : 'final'] }
    : { solver: 'lbfgs', most: mostQuasiSteps(objective, isRough) };
}

/** Fits the parameters, told iteration by iteration. */
export async function* solve(
  objective: Objective,
  beginning: Beginning,
): AsyncGenerator<Iteration, Solution> {
  const { solver } = solverOf(objective);
  const reached = yield* (solver === 'newton' ? newton : lbfgs)(objective, beginning);
  const { at, parameters } = reached;
  return {
    ...reached,
    solver,
    loss: at.loss,
    gradient: largest(subgradient(objective, parameters, at.gradient)) / objective.rows,
  };
}
