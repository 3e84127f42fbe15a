// A uniform sample of a stream of numbers, for quantiles of columns too long to keep. Exact up to its capacity.
import { Philox } from '../../domain/random';

/** Small: a table of ten thousand columns has as many samples. */
const firstLength = 32;

/** Algorithm L (Li 1994): skips ahead, so that long streams cost almost nothing. Seeded: the same stream, the same sample. */
export class Reservoir {
  readonly capacity: number;
  #sample: Float64Array;
  readonly #seed: number;
  /** Made when first needed, which a short stream never does. */
  #random: Philox | null = null;
  #seen = 0;
  #next = 0;
  #weight = 1;

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
      if (index === this.capacity - 1) this.#skip(index);
    } else if (index === this.#next) {
      this.#sample[this.#philox().below(this.capacity)] = value;
      this.#skip(index);
    }
  }

  /** The sample, ascending. */
  sorted(): Float64Array {
    return this.#sample.slice(0, Math.min(this.#seen, this.capacity)).sort();
  }

  #grow(): void {
    const larger = new Float64Array(Math.min(this.capacity, this.#sample.length * 2));
    larger.set(this.#sample);
    this.#sample = larger;
  }

  #philox(): Philox {
    return (this.#random ??= new Philox(this.#seed, 0x7e5e));
  }

  #skip(index: number): void {
    // 1 − u lies in (0, 1]: a logarithm of 0 would stop the sampling for good.
    const random = this.#philox();
    this.#weight *= Math.exp(Math.log(1 - random.uniform()) / this.capacity);
    const gap = Math.log(1 - random.uniform()) / Math.log1p(-this.#weight);
    this.#next = index + 1 + (Number.isFinite(gap) ? Math.floor(gap) : 0);
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
