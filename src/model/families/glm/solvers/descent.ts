// What the solvers share: a step that lowers the loss enough, the slope where an L1 penalty has a corner, and small vector arithmetic.
import type { Evaluation, Objective } from '../objective';

/** One improvement of the parameters. */
export interface Iteration {
  iteration: number;
  loss: number;
  parameters: Float64Array;
}

/** Where a solver ended. */
export interface Reached {
  parameters: Float64Array<ArrayBuffer>;
  at: Evaluation;
  iterations: number;
  converged: boolean;
}

/** Where a solver begins, and how far it goes. */
export interface Beginning {
  from: Float64Array;
  /** Whether the solution only has to tell how good its penalty is. */
  isRough: boolean;
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
  const slope = slopeAlong(objective, parameters, gradient, step);
  const steepest = () => largest(subgradient(objective, parameters, gradient));
  for (let halving = 0; halving <= mostHalvings; halving++) {
    const scale = 2 ** -halving;
    const tried = parameters.map((value, index) => value + scale * step[index]!);
    const at = await objective.evaluate(tried);
    if (at.loss <= loss + 1e-4 * scale * slope) return { parameters: tried, at, scale };
    // So close to the solution the loss is all rounding, but the gradient still tells.
    const isRounding = Math.abs(slope) < 1e-9 * Math.abs(loss);
    if (halving === 0 && isRounding && largest(subgradient(objective, tried, at.gradient)) < steepest())
      return { parameters: tried, at, scale };
    if (isRounding && halving > 2) return null;
  }
  return null;
}

/** How the loss with its penalty changes along a step: of the L1 part by the whole step (Tseng and Yun 2009). Negative where it descends. */
export function slopeAlong(
  { penalty: { l1 }, penalised }: Objective,
  parameters: Float64Array,
  gradient: Float64Array,
  step: Float64Array,
): number {
  let slope = dot(gradient, step);
  if (l1 === 0) return slope;
  for (let at = 0; at < penalised; at++)
    slope += l1 * (Math.abs(parameters[at]! + step[at]!) - Math.abs(parameters[at]!));
  return slope;
}

/** The smallest slope at some parameters: the gradient, and at a corner of the L1 penalty what is left of it beyond l1. 0 at the solution. */
export function subgradient(
  { penalty: { l1 }, penalised }: Objective,
  parameters: Float64Array,
  gradient: Float64Array,
): Float64Array {
  if (l1 === 0) return gradient;
  return gradient.map((slope, at) => {
    if (at >= penalised) return slope;
    const value = parameters[at]!;
    if (value !== 0) return slope + l1 * Math.sign(value);
    return Math.sign(slope) * Math.max(0, Math.abs(slope) - l1);
  });
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
