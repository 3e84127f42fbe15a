// Counting: two passes over the training rows, the first for means and shares, the second for variances. Rows may have weights; what is missing is
// left out of its column. Chan, Golub and LeVeque 1983: variances from differences to a mean that is known lose no digits.
import type { ColumnOfBayes } from './columns';
import { levelOf } from './columns';
import type { NaiveBayesSettings } from './family';
import type { BayesModel, Distribution } from './model';

/** Encoded rows. */
export interface Rows {
  rows: number;
  /** [rows, columns] */
  features: Float32Array;
  /** Class indices. */
  labels: Float32Array;
}

interface Counted {
  /** Weights of rows that have a value: [classes]. */
  weights: Float64Array;
  /** Of numbers: sums, means and squared differences by class. */
  sums: Float64Array;
  squares: Float64Array;
  /** Of levels: [classes, levels]. */
  levels: Float64Array;
}

/** What is learnt from rows, which are read twice. */
export class BayesCounts {
  readonly #columns: readonly ColumnOfBayes[];
  readonly #rowWeights: Float64Array | null;
  /** Weights of all rows of a class. */
  readonly #weights: Float64Array;
  readonly #counted: Counted[];

  /** @param weights of the classes; null where all count alike */
  constructor(columns: readonly ColumnOfBayes[], classes: number, weights: Float64Array | null) {
    this.#columns = columns;
    this.#rowWeights = weights;
    this.#weights = new Float64Array(classes);
    this.#counted = columns.map(({ levels }) => ({
      ...{ weights: new Float64Array(classes), sums: new Float64Array(classes) },
      ...{ squares: new Float64Array(classes), levels: new Float64Array(classes * (levels?.length ?? 0)) },
    }));
  }

  /** The first pass: rows, sums and levels. */
  count({ rows, features, labels }: Rows): void {
    const width = this.#columns.length;
    for (let row = 0; row < rows; row++) this.#weights[labels[row]!]! += this.#weightOf(labels[row]!);
    for (const [at, { levels }] of this.#columns.entries()) {
      const own = this.#counted[at]!;
      for (let row = 0; row < rows; row++) {
        const value = features[row * width + at]!;
        const label = labels[row]!;
        const weight = this.#weightOf(label);
        if (!levels && !Number.isNaN(value)) own.sums[label]! += weight * value;
        const level = levels ? levelOf(value, levels.length) : -1;
        if (level >= 0) own.levels[label * levels!.length + level]! += weight;
        if (level >= 0 || (!levels && !Number.isNaN(value))) own.weights[label]! += weight;
      }
    }
  }

  /** The second pass: squared differences to the means of classes. */
  spread({ rows, features, labels }: Rows): void {
    const width = this.#columns.length;
    for (const [at, { levels }] of this.#columns.entries()) {
      if (levels) continue;
      const { sums, weights, squares } = this.#counted[at]!;
      const means = sums.map((sum, k) => sum / weights[k]!);
      for (let row = 0; row < rows; row++) {
        const value = features[row * width + at]!;
        const label = labels[row]!;
        if (!Number.isNaN(value)) squares[label]! += this.#weightOf(label) * (value - means[label]!) ** 2;
      }
    }
  }

  /** What the rows say. */
  model({ alpha, varianceSmoothing, priors }: NaiveBayesSettings): BayesModel {
    const total = this.#weights.reduce((sum, weight) => sum + weight, 0);
    const seen = this.#weights.filter((weight) => weight > 0).length;
    return {
      // A class without a row has no likelihood to be weighed.
      logPriors: this.#weights.map((weight) =>
        weight > 0 ? (priors === 'uniform' ? -Math.log(seen) : Math.log(weight / total)) : -Infinity,
      ),
      columns: this.#columns.map(({ levels }, at) =>
        levels
          ? this.#shares(this.#counted[at]!, levels.length, alpha)
          : this.#normal(this.#counted[at]!, varianceSmoothing),
      ),
    };
  }

  #weightOf(label: number): number {
    return this.#rowWeights?.[label] ?? 1;
  }

  #shares({ levels: counts, weights }: Counted, levels: number, alpha: number): Distribution {
    const logShares = counts.map((count, at) =>
      Math.log((count + alpha) / (weights[Math.floor(at / levels)]! + alpha * levels)),
    );
    return { kind: 'levels', levels, logShares };
  }

  #normal({ sums, weights, squares }: Counted, smoothing: number): Distribution {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const mean = total > 0 ? sums.reduce((sum, own) => sum + own, 0) / total : 0;
    const between = (k: number) => (weights[k]! > 0 ? weights[k]! * (sums[k]! / weights[k]! - mean) ** 2 : 0);
    const each = [...weights.keys()];
    const variance = total > 0 ? each.reduce((sum, k) => sum + squares[k]! + between(k), 0) / total : 0;
    const added = smoothing * variance;
    // A class that has no value here is like all others.
    return {
      kind: 'number',
      means: Float64Array.from(each, (k) => (weights[k]! > 0 ? sums[k]! / weights[k]! : mean)),
      variances: Float64Array.from(
        each,
        (k) => (weights[k]! > 0 ? squares[k]! / weights[k]! : variance) + added,
      ),
    };
  }
}
