// Density of trials over the unit cube as a mixture of product kernels, one a trial and one for what is known before any (Bergstra et al.
// 2011, section 4; multivariate as in Falkner et al. 2018, "BOHB"). For TPE; it knows nothing about good and bad.
import type { Dimension } from '../../../contract/model/search-space';
import { normalTail } from '../../estimates/normal';
import type { Philox } from '../../random';
import { cellOf, coordinateOf, valueAt } from '../space';

/** The kernel of one dimension around one trial. */
type Kernel =
  /** A normal cut off at 0 and 1; `mass`: what it has between them. */
  | { kind: 'normal'; mean: number; deviation: number; mass: number }
  /** Of the choice of this place: `high`, of each other: `low`. */
  | { kind: 'choice'; choices: number; place: number; high: number; low: number };

/** A mixture in which all kernels weigh the same. */
export class ParzenEstimator {
  readonly #dimensions: readonly Dimension[];
  readonly #kernels: readonly (readonly Kernel[])[];

  /** Of trials as coordinates of these dimensions, all of which count. Without any it is what is known before: all is as likely. */
  constructor(dimensions: readonly Dimension[], trials: readonly (readonly number[])[]) {
    this.#dimensions = dimensions;
    const byDimension = dimensions.map((dimension, at) =>
      kernelsOf(
        dimension,
        trials.map((trial) => trial[at]!),
        dimensions.length,
      ),
    );
    this.#kernels = Array.from({ length: trials.length + 1 }, (_, place) =>
      byDimension.map((kernels) => kernels[place]!),
    );
  }

  /** A point by chance, whole numbers and choices in the middle of their share. */
  draw(random: Philox): number[] {
    const kernels = this.#kernels[random.below(this.#kernels.length)]!;
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
    const logs = this.#kernels.map((kernels) =>
      kernels.reduce((sum, kernel, at) => sum + logOf(kernel, point[at]!, cells[at]!), 0),
    );
    const largest = Math.max(...logs);
    return largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0) / logs.length);
  }
}

/** The kernels of the trials in one dimension, then that of what is known before. */
function kernelsOf(dimension: Dimension, coordinates: readonly number[], width: number): Kernel[] {
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
  const deviation = deviationOf(coordinates, width);
  return [...coordinates.map((mean) => normal(mean, deviation)), normal(0.5, 1)];
}

function deviationOf(coordinates: readonly number[], width: number): number {
  const n = coordinates.length;
  return Math.max(0.2 * Math.max(1, n) ** (-1 / (width + 4)), 1 / Math.min(100, n + 2));
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
