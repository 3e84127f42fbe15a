// Limited-memory BFGS, where there are too many parameters for a second derivative (Nocedal and Wright 2006, algorithm 7.5).
import { descend, dot, largest, type Iteration, type Reached } from './descent';
import type { Objective } from './objective';

/** Steps that are remembered, and the most bytes that they may take. */
const memory = { steps: 20, bytes: 64 * 2 ** 20 };
/** Largest entry of the gradient per row: as far as float64 carries in small problems, scikit-learn's default in large ones. */
const tolerance = { small: 1e-9, large: 1e-4 };
/** Most improvements of a fit. */
const mostSteps = { small: 1000, large: 200 };
/** Products of a pass up to which a problem is small. */
const smallWork = 2 ** 24;

type Size = Pick<Objective, 'rows' | 'size'>;

const kindOf = ({ rows, size }: Size) => (rows * size <= smallWork ? 'small' : 'large');

/** Most improvements of a fit of this size. */
export function mostQuasiSteps(of: Size): number {
  return mostSteps[kindOf(of)];
}

interface Pair {
  step: Float64Array;
  change: Float64Array;
  inverse: number;
}

/** Improves the parameters until the gradient is small, told iteration by iteration. */
export async function* lbfgs(objective: Objective): AsyncGenerator<Iteration, Reached> {
  const { rows, size } = objective;
  const enough = rows * tolerance[kindOf(objective)];
  const most = mostQuasiSteps(objective);
  const kept = Math.max(3, Math.min(memory.steps, Math.floor(memory.bytes / (16 * size))));
  const pairs: Pair[] = [];
  let parameters = new Float64Array(size);
  let at = await objective.evaluate(parameters);
  let iterations = 0;
  while (largest(at.gradient) > enough && iterations < most) {
    const next = await descend(objective, parameters, at, direction(at.gradient, pairs));
    if (!next) {
      if (pairs.length === 0) break;
      pairs.length = 0; // what is remembered misleads: begin again along the gradient
      continue;
    }
    remember(pairs, difference(next.parameters, parameters), difference(next.at.gradient, at.gradient));
    if (pairs.length > kept) pairs.shift();
    ({ parameters, at } = next);
    iterations++;
    yield { iteration: iterations, loss: at.loss, parameters };
  }
  return { parameters, at, iterations, converged: largest(at.gradient) <= enough };
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
