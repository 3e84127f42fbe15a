// What both solvers share: a step that lowers the loss enough, and small vector arithmetic.
import type { Evaluation, Objective } from './objective';

/** One improvement of the parameters. */
export interface Iteration {
  iteration: number;
  loss: number;
  parameters: Float64Array;
}

/** Where a solver ended. */
export interface Reached {
  parameters: Float64Array;
  at: Evaluation;
  iterations: number;
  converged: boolean;
}

/** Parameters after a step, and the share of it that was taken. */
export interface Descended {
  parameters: Float64Array<ArrayBuffer>;
  at: Evaluation;
  scale: number;
}

const mostHalvings = 40;

/** Takes the step, half of it, a quarter … until the loss falls enough (Armijo's rule); null where it does not. */
export async function descend(
  objective: Objective,
  parameters: Float64Array,
  { loss, gradient }: Evaluation,
  step: Float64Array,
): Promise<Descended | null> {
  const slope = dot(gradient, step);
  for (let halving = 0; halving <= mostHalvings; halving++) {
    const scale = 2 ** -halving;
    const tried = parameters.map((value, index) => value + scale * step[index]!);
    const at = await objective.evaluate(tried);
    if (at.loss <= loss + 1e-4 * scale * slope) return { parameters: tried, at, scale };
    // So close to the solution the loss is all rounding, but the gradient still tells.
    const isRounding = Math.abs(slope) < 1e-9 * Math.abs(loss);
    if (halving === 0 && isRounding && largest(at.gradient) < largest(gradient))
      return { parameters: tried, at, scale };
    if (isRounding && halving > 2) return null;
  }
  return null;
}

/** Sum of the products of entries. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

/** Largest absolute entry. */
export function largest(vector: Float64Array): number {
  let most = 0;
  for (const value of vector) most = Math.max(most, Math.abs(value));
  return most;
}
