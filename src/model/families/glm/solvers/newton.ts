// Newton's method with step halving, where the second derivative is small enough to be built and solved as a whole. With an L1 penalty
// each step is solved by coordinate descent, as glmnet does (Friedman, Hastie and Tibshirani 2010; Lee, Sun and Saunders 2014).
import type { Objective } from '../objective';
import { solveSymmetric } from './cholesky';
import { lassoStep } from './coordinate-descent';
import {
  descend,
  largest,
  slopeAlong,
  subgradient,
  type Beginning,
  type Iteration,
  type Reached,
} from './descent';

/** Most improvements; a penalised model needs a tenth of them. */
export const mostNewtonSteps = { final: 100, rough: 8 };
/** A step this small beside the parameters changes nothing that counts: the next one would be its square. */
const smallStep = { final: 1e-8, rough: 1e-3 };

/** Improves the parameters until a step changes nothing, told iteration by iteration. */
export async function* newton(
  objective: Objective,
  { from, isRough }: Beginning,
): AsyncGenerator<Iteration, Reached> {
  const kind = isRough ? 'rough' : 'final';
  const [enough, most] = [smallStep[kind], mostNewtonSteps[kind]];
  let parameters = Float64Array.from(from);
  let at = await objective.evaluate(parameters);
  let iterations = 0;
  let converged = largest(subgradient(objective, parameters, at.gradient)) === 0;
  while (!converged && iterations < most) {
    const curvature = await objective.curvature();
    anchorClasses(curvature, objective);
    const step = stepOf(objective, curvature, parameters, at.gradient);
    const slope = slopeAlong(objective, parameters, at.gradient, step);
    const next = slope < 0 ? await descend(objective, parameters, at, step) : null;
    if (!next) {
      converged = true; // no digit of the loss is left to gain
      break;
    }
    iterations++;
    ({ parameters, at } = next);
    converged = next.scale === 1 && largest(step) <= enough * (1 + largest(parameters));
    yield { iteration: iterations, loss: at.loss, parameters };
  }
  return { parameters, at, iterations, converged };
}

function stepOf(
  { penalty: { l1, l2 }, penalised }: Objective,
  curvature: Float64Array,
  parameters: Float64Array,
  gradient: Float64Array,
): Float64Array {
  if (l1 > 0) return lassoStep({ curvature, gradient, parameters, l1, penalised });
  return solveSymmetric(
    curvature,
    gradient.map((value) => -value),
    l2 > 0 ? 0 : penalised, // the intercepts before any column
  );
}

/**
 * Of several classes the same number on every intercept changes nothing. Under a penalty that direction gets a curvature of its own, and as the
 * gradient has no part in it, the step has none either. Without one, the same holds for every column: the first class is left at 0.
 */
export function anchorClasses(curvature: Float64Array, objective: Objective): void {
  const { size, outputs, rows } = objective;
  if (outputs === 1) return;
  if (isOfContrasts(objective)) {
    for (let row = 0; row < size; row++)
      for (let column = 0; column < size; column++)
        if (row % outputs === 0 || column % outputs === 0) curvature[row * size + column] = 0;
    return;
  }
  for (let a = size - outputs; a < size; a++)
    for (let b = size - outputs; b <= a; b++) curvature[a * size + b]! += rows / outputs;
}

/** Whether only the differences between classes are determined. */
export function isOfContrasts({ outputs, penalty: { l1, l2 } }: Objective): boolean {
  return outputs > 1 && l1 === 0 && l2 === 0;
}
