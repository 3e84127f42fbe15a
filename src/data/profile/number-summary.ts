// One pass over numbers: count, range, mean, spread, and quantiles from a sample. Not for missing values: leave them out.
import { quantile, Reservoir } from './reservoir';

/** Up to this many values the quantiles are exact. */
export const exactValues = 100_000;

/** Mean and variance by Welford 1962: stable where the mean is large beside the spread. */
export class NumberSummary {
  count = 0;
  min = Infinity;
  max = -Infinity;
  mean = 0;
  #squares = 0;
  #reservoir: Reservoir;
  #sorted: Float64Array | null = null;

  constructor(sampleSize = exactValues) {
    this.#reservoir = new Reservoir(sampleSize);
  }

  /** Adds a finite number. */
  add(value: number): void {
    this.count++;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    const delta = value - this.mean;
    this.mean += delta / this.count;
    this.#squares += delta * (value - this.mean);
    this.#reservoir.add(value);
    this.#sorted = null;
  }

  /** Adds some numbers in their order; NaN is left out. */
  addAll(values: Float64Array): void {
    for (let row = 0; row < values.length; row++) {
      const value = values[row] ?? NaN;
      if (value === value) this.add(value);
    }
  }

  /** Standard deviation of the numbers themselves (division by n). */
  get stdDev(): number {
    return this.count === 0 ? 0 : Math.sqrt(Math.max(0, this.#squares) / this.count);
  }

  /** The values seen, or a uniform sample of them, ascending. */
  sorted(): Float64Array {
    this.#sorted ??= this.#reservoir.sorted();
    return this.#sorted;
  }

  /** Exact up to the sample's size, then estimated; NaN where nothing was added. */
  quantile(q: number): number {
    return quantile(this.sorted(), q);
  }
}
