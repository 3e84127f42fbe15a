// A uniform sample of a stream of numbers, for quantiles of columns too long to keep. Exact up to its capacity.
import { replacementsOf, type Replacements } from './replacements';

/** Small: a table of ten thousand columns has as many samples. */
const firstLength = 32;

/** Seeded: the same stream, the same sample. */
export class Reservoir {
  readonly capacity: number;
  #sample: Float64Array;
  readonly #seed: number;
  #seen = 0;
  /** Known once the sample is full. */
  #replacements: Replacements | null = null;
  /** How many were replaced, and the place in the stream of the next that replaces one. */
  #replaced = 0;
  #next = Infinity;

  constructor(capacity: number, seed = 1) {
    this.capacity = capacity;
    this.#sample = new Float64Array(Math.min(capacity, firstLength));
    this.#seed = seed;
  }

  /** How many numbers were seen. */
  get seen(): number {
    return this.#seen;
  }

  /** Whether `sorted` holds every number that was seen. */
  get exact(): boolean {
    return this.#seen <= this.capacity;
  }

  add(value: number): void {
    const index = this.#seen++;
    if (index < this.capacity) {
      if (index === this.#sample.length) this.#grow();
      this.#sample[index] = value;
      if (index === this.capacity - 1) this.#replaceFrom(replacementsOf(this.capacity, this.#seed));
    } else if (index === this.#next) {
      this.#replace(value);
    }
  }

  /** Adds many numbers in their order; NaN is left out. */
  addAll(values: Float64Array): void {
    let at = 0;
    for (; at < values.length && this.#seen < this.capacity; at++) {
      const value = values[at] ?? NaN;
      if (value === value) this.add(value);
    }
    // Most of what comes late replaces nothing, and is only counted.
    let seen = this.#seen;
    for (; at < values.length; at++) {
      const value = values[at] ?? NaN;
      if (value !== value) continue;
      if (seen === this.#next) this.#replace(value);
      seen++;
    }
    this.#seen = seen;
  }

  /** The sample, ascending. */
  sorted(): Float64Array {
    return this.#sample.slice(0, Math.min(this.#seen, this.capacity)).sort();
  }

  #replaceFrom(replacements: Replacements): void {
    this.#replacements = replacements;
    this.#next = replacements.indexOf(0);
  }

  #replace(value: number): void {
    const replacements = this.#replacements;
    if (!replacements) return;
    this.#sample[replacements.slotOf(this.#replaced++)] = value;
    this.#next = replacements.indexOf(this.#replaced);
  }

  #grow(): void {
    const larger = new Float64Array(Math.min(this.capacity, this.#sample.length * 2));
    larger.set(this.#sample);
    this.#sample = larger;
  }
}

/** Quantile of ascending values, linear between neighbours (Hyndman and Fan 1996, type 7, as NumPy's default). */
export function quantile(sorted: Float64Array, q: number): number {
  if (sorted.length === 0) return NaN;
  const at = (sorted.length - 1) * q;
  const below = sorted[Math.floor(at)] ?? NaN;
  const above = sorted[Math.ceil(at)] ?? below;
  // Exact at the neighbours, and safe where their difference would overflow.
  const fraction = at - Math.floor(at);
  return fraction === 0 || below === above ? below : below * (1 - fraction) + above * fraction;
}
