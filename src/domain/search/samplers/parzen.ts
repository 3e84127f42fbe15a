// Density of trials over the unit cube as a mixture of product kernels, one a trial and one for what is known before any (Bergstra et al.
// 2011, section 4; multivariate as in Falkner et al. 2018, "BOHB"). For TPE; it knows nothing about good and bad.
import type { Dimension } from '../../../contract/model/search/search-space';
import { normalTail } from '../../estimates/normal';
import type { Philox } from '../../random';
import { cellOf, coordinateOf, valueAt } from '../space';

/** The kernel of one dimension around one trial. */
type Kernel =
  /** A normal cut off at 0 and 1; `mass`: what it has between them. */
  | { kind: 'normal'; mean: number; deviation: number; mass: number }
  /** Of the choice of this place: `high`, of each other: `low`. */
  | { kind: 'choice'; choices: number; place: number; high: number; low: number };

/** So many of the latest trials weigh the same as what is known before any; older ones less, down to one over their number. */
const fullWeight = 25;

/** A mixture of kernels; later trials weigh more where there are many (the weights of Optuna). */
export class ParzenEstimator {
  readonly #dimensions: readonly Dimension[];
  readonly #kernels: readonly (readonly Kernel[])[];
  /** Sum to 1. */
  readonly #weights: readonly number[];

  /** Of trials in their order, as coordinates of these dimensions. Without any, every point is as likely. */
  constructor(dimensions: readonly Dimension[], trials: readonly (readonly number[])[]) {
    this.#dimensions = dimensions;
    const byDimension = dimensions.map((dimension, at) =>
      kernelsOf(
        dimension,
        trials.map((trial) => trial[at]!),
      ),
    );
    this.#kernels = Array.from({ length: trials.length + 1 }, (_, place) =>
      byDimension.map((kernels) => kernels[place]!),
    );
    this.#weights = weightsOf(trials.length);
  }

  /** A point by chance, whole numbers and choices in the middle of their share. */
  draw(random: Philox): number[] {
    let rest = random.uniform();
    const chosen = this.#weights.findIndex((weight) => (rest -= weight) < 0);
    const kernels = this.#kernels.at(chosen)!;
    return this.#dimensions.map((dimension, at) => {
      const coordinate = drawFrom(kernels[at]!, random);
      return dimension.kind === 'choice' || dimension.kind === 'integer'
        ? coordinateOf(dimension, valueAt(dimension, coordinate))!
        : coordinate;
    });
  }

  /** Natural logarithm of the density at a point; of whole numbers and choices, the probability. */
  logDensity(point: readonly number[]): number {
    const cells = this.#dimensions.map((dimension, at) => shareAround(dimension, point[at]!));
    const logs = this.#kernels.map((kernels, place) =>
      kernels.reduce(
        (sum, kernel, at) => sum + logOf(kernel, point[at]!, cells[at]!),
        Math.log(this.#weights[place]!),
      ),
    );
    const largest = Math.max(...logs);
    return largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0));
  }
}

/** Of each trial, in order, and of what is known before any. */
function weightsOf(count: number): number[] {
  const ramp = count - fullWeight;
  const weights = Array.from({ length: count + 1 }, (_, trial) =>
    trial >= ramp ? 1 : 1 / count + (1 - 1 / count) * (ramp > 1 ? trial / (ramp - 1) : 0),
  );
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** The kernels of the trials in one dimension, then that of what is known before. */
function kernelsOf(dimension: Dimension, coordinates: readonly number[]): Kernel[] {
  const count = coordinates.length + 1;
  if (dimension.kind === 'choice') {
    const choices = dimension.values.length;
    const total = 1 + choices / count;
    const around = coordinates.map((coordinate) => ({
      kind: 'choice' as const,
      choices,
      place: Math.min(choices - 1, Math.floor(coordinate * choices)),
      high: (1 + 1 / count) / total,
      low: 1 / count / total,
    }));
    return [...around, { kind: 'choice', choices, place: 0, high: 1 / choices, low: 1 / choices }];
  }
  const deviations = deviationsOf(coordinates);
  return [...coordinates.map((mean, trial) => normal(mean, deviations[trial]!)), normal(0.5, 1)];
}

/**
 * Of each trial, the distance to the farther of its neighbours, to the only one at either end; a lone trial has the farther end of the
 * range. Not below a share of the range that grows smaller with more trials.
 */
function deviationsOf(coordinates: readonly number[]): number[] {
  const least = 1 / Math.min(100, coordinates.length + 2);
  const order = coordinates.map((_, trial) => trial).sort((a, b) => coordinates[a]! - coordinates[b]!);
  const deviations = coordinates.map(() => 1);
  for (const [place, trial] of order.entries()) {
    const at = coordinates[trial]!;
    const [below, above] = [order[place - 1], order[place + 1]];
    const down = below === undefined ? null : at - coordinates[below]!;
    const up = above === undefined ? null : coordinates[above]! - at;
    const lone = down === null && up === null;
    const farther = lone ? Math.max(at, 1 - at) : Math.max(down ?? 0, up ?? 0);
    deviations[trial] = Math.max(least, farther);
  }
  return deviations;
}

function normal(mean: number, deviation: number): Kernel {
  const mass = 1 - normalTail(mean / deviation) - normalTail((1 - mean) / deviation);
  return { kind: 'normal', mean, deviation, mass };
}

function drawFrom(kernel: Kernel, random: Philox): number {
  if (kernel.kind === 'normal') {
    // The mean lies between 0 and 1 and the deviation is 1 at most, so that a third of the draws or more do.
    for (;;) {
      const coordinate = kernel.mean + kernel.deviation * random.normal();
      if (coordinate >= 0 && coordinate <= 1) return coordinate;
    }
  }
  const rest = random.uniform() - (kernel.high - kernel.low);
  const place = rest < 0 ? kernel.place : Math.min(kernel.choices - 1, Math.floor(rest / kernel.low));
  return (place + 0.5) / kernel.choices;
}

/** The share of [0, 1] that a whole number has; null for other dimensions. */
function shareAround(dimension: Dimension, coordinate: number): readonly [number, number] | null {
  if (dimension.kind !== 'integer') return null;
  const value = valueAt(dimension, coordinate);
  return typeof value === 'number' ? cellOf(dimension, value) : null;
}

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

function logOf(kernel: Kernel, coordinate: number, share: readonly [number, number] | null): number {
  if (kernel.kind === 'choice') {
    const isSame = Math.floor(coordinate * kernel.choices) === kernel.place;
    return Math.log(isSame ? kernel.high : kernel.low);
  }
  const { mean, deviation, mass } = kernel;
  if (share) {
    const within = normalTail((share[0] - mean) / deviation) - normalTail((share[1] - mean) / deviation);
    return Math.log(Math.max(within, 1e-300) / mass);
  }
  const z = (coordinate - mean) / deviation;
  return -0.5 * z * z - halfLogTwoPi - Math.log(deviation * mass);
}
