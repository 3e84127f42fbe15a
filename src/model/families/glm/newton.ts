// Newton's method with step halving, where the second derivative is small enough to be built and solved as a whole.
import { solveSymmetric } from './cholesky';
import { descend, dot, largest, type Iteration, type Reached } from './descent';
import type { Objective } from './objective';

/** Most improvements; a penalised model needs a tenth of them. */
export const mostNewtonSteps = 100;
/** A step this small beside the parameters changes nothing that counts: the next one would be its square. */
const smallStep = 1e-8;

/** Improves the parameters until a step changes nothing, told iteration by iteration. */
export async function* newton(objective: Objective): AsyncGenerator<Iteration, Reached> {
  let parameters = new Float64Array(objective.size);
  let at = await objective.evaluate(parameters);
  let iterations = 0;
  let converged = largest(at.gradient) === 0;
  while (!converged && iterations < mostNewtonSteps) {
    const curvature = await objective.curvature();
    anchorIntercepts(curvature, objective);
    const step = solveSymmetric(
      curvature,
      at.gradient.map((value) => -value),
    );
    const next = dot(at.gradient, step) < 0 ? await descend(objective, parameters, at, step) : null;
    if (!next) {
      converged = true; // no digit of the loss is left to gain
      break;
    }
    iterations++;
    ({ parameters, at } = next);
    converged = next.scale === 1 && largest(step) <= smallStep * (1 + largest(parameters));
    yield { iteration: iterations, loss: at.loss, parameters };
  }
  return { parameters, at, iterations, converged };
}

/**
 * Of several classes the same number on every intercept changes nothing; that direction gets a curvature of its own, and as the gradient
 * has no part in it, the step has none either.
 */
function anchorIntercepts(curvature: Float64Array, { size, outputs, rows }: Objective): void {
  if (outputs === 1) return;
  for (let a = size - outputs; a < size; a++)
    for (let b = size - outputs; b <= a; b++) curvature[a * size + b]! += rows / outputs;
}
