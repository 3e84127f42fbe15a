// Limited-memory BFGS, where there are too many parameters for a second derivative (Nocedal and Wright 2006, algorithm 7.5). With an L1
// penalty orthant-wise: a step keeps to the signs that it begins with (Andrew and Gao 2007).
import type { Objective } from '../objective';
import {
  descend,
  dot,
  largest,
  subgradient,
  type Beginning,
  type Descended,
  type Iteration,
  type Reached,
} from './descent';

/** Steps that are remembered, and the most bytes that they may take. */
const memory = { steps: 20, bytes: 64 * 2 ** 20 };
/** Largest entry of the gradient per row: as far as float64 carries in small problems, scikit-learn's default in large ones. */
const tolerance = { small: 1e-9, large: 1e-4 };
/** The same where the solution only has to tell how good its penalty is. */
const roughTolerance = { small: 1e-5, large: 5e-4 };
/** Most improvements of a fit. */
const mostSteps = { small: 1000, large: 200, rough: 40 };
/** Products of a pass up to which a problem is small. */
const smallWork = 2 ** 24;

type Size = Pick<Objective, 'rows' | 'size'>;

const kindOf = ({ rows, size }: Size) => (rows * size <= smallWork ? 'small' : 'large');

/** Most improvements of a fit of this size. */
export function mostQuasiSteps(of: Size, isRough: boolean): number {
  return mostSteps[isRough ? 'rough' : kindOf(of)];
}

interface Pair {
  step: Float64Array;
  change: Float64Array;
  inverse: number;
}

/** Improves the parameters until the gradient is small, told iteration by iteration. */
export async function* lbfgs(
  objective: Objective,
  { from, isRough }: Beginning,
): AsyncGenerator<Iteration, Reached> {
  const { rows, size } = objective;
  const enough = rows * (isRough ? roughTolerance : tolerance)[kindOf(objective)];
  const most = mostQuasiSteps(objective, isRough);
  const kept = Math.max(3, Math.min(memory.steps, Math.floor(memory.bytes / (16 * size))));
  const pairs: Pair[] = [];
  let parameters = Float64Array.from(from);
  let at = await objective.evaluate(parameters);
  let slopes = subgradient(objective, parameters, at.gradient);
  let iterations = 0;
  while (largest(slopes) > enough && iterations < most) {
    const way = direction(slopes, pairs);
    const next =
      objective.penalty.l1 > 0
        ? await descendInOrthant(objective, parameters, at.loss, slopes, way)
        : await descend(objective, parameters, at, way);
    if (!next) {
      if (pairs.length === 0) break;
      pairs.length = 0; // what is remembered misleads: begin again along the gradient
      continue;
    }
    remember(pairs, difference(next.parameters, parameters), difference(next.at.gradient, at.gradient));
    if (pairs.length > kept) pairs.shift();
    ({ parameters, at } = next);
    slopes = subgradient(objective, parameters, at.gradient);
    iterations++;
    yield { iteration: iterations, loss: at.loss, parameters };
  }
  return { parameters, at, iterations, converged: largest(slopes) <= enough };
}

const mostHalvings = 40;

/** As `descend`; coefficients that would change their sign end at 0. */
async function descendInOrthant(
  objective: Objective,
  parameters: Float64Array,
  loss: number,
  slopes: Float64Array,
  way: Float64Array,
): Promise<Descended | null> {
  const { penalised } = objective;
  // Where the way does not descend along a coordinate, that coordinate stays.
  const aligned = way.map((value, at) => (at < penalised && value * slopes[at]! >= 0 ? 0 : value));
  const orthant = parameters.map((value, at) => Math.sign(value === 0 ? -slopes[at]! : value));
  for (let halving = 0; halving <= mostHalvings; halving++) {
    const scale = 2 ** -halving;
    const tried = parameters.map((value, at) => {
      const next = value + scale * aligned[at]!;
      return at < penalised && next * orthant[at]! <= 0 ? 0 : next;
    });
    const at = await objective.evaluate(tried);
    if (at.loss <= loss + 1e-4 * dot(slopes, difference(tried, parameters)))
      return { parameters: tried, at, scale };
  }
  return null;
}

function direction(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const way = gradient.map((value) => -value);
  const newest = pairs.at(-1);
  if (!newest) return way.map((value) => value / Math.sqrt(dot(gradient, gradient)));
  const shares = new Float64Array(pairs.length);
  for (let index = pairs.length - 1; index >= 0; index--) {
    const { step, change, inverse } = pairs[index]!;
    const share = (shares[index] = inverse * dot(step, way));
    add(way, change, -share);
  }
  const scale = 1 / (newest.inverse * dot(newest.change, newest.change));
  for (let at = 0; at < way.length; at++) way[at]! *= scale;
  pairs.forEach(({ step, change, inverse }, index) =>
    add(way, step, shares[index]! - inverse * dot(change, way)),
  );
  return way;
}

function remember(pairs: Pair[], step: Float64Array, change: Float64Array): void {
  const curved = dot(step, change);
  if (!(curved > 1e-12 * Math.sqrt(dot(step, step) * dot(change, change)))) return;
  pairs.push({ step, change, inverse: 1 / curved });
}

function add(to: Float64Array, from: Float64Array, factor: number): void {
  for (let at = 0; at < to.length; at++) to[at]! += factor * from[at]!;
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, at) => value - b[at]!);
}
