// Counts and samples the cells of a column that can be read in one way, on the first pass over a file.
import { histogramEdges } from '../profile/histogram';
import { Reservoir } from '../profile/reservoir';

const sampleSize = 8192;

/** One way to read a column's cells. */
export class Candidate {
  count = 0;
  /** Made at the first value: of the ways that are tried on each of many columns, most read nothing. */
  #sample: Reservoir | null = null;
  /** Of as many as there are now: several ask for it. */
  readonly #kept: number;
  #sorted: { count: number; values: Float64Array } | null = null;

  /** `kept`: values of the sample. */
  constructor(kept = sampleSize) {
    this.#kept = kept;
  }

  /** Notes what a cell reads as; NaN where it does not read so. */
  add(value: number): void {
    if (Number.isNaN(value)) return;
    this.count++;
    this.#sample ??= new Reservoir(this.#kept);
    this.#sample.add(value);
  }

  /** Notes what many cells read as, in their order, NaN left out; how many it took. */
  addAll(values: Float64Array): number {
    this.#sample ??= new Reservoir(this.#kept);
    const before = this.#sample.seen;
    this.#sample.addAll(values);
    const count = this.#sample.seen - before;
    this.count += count;
    return count;
  }

  /** A sample of what was read, ascending. */
  sorted(): Float64Array {
    if (this.#sorted?.count !== this.count)
      this.#sorted = { count: this.count, values: this.#sample?.sorted() ?? new Float64Array() };
    return this.#sorted.values;
  }

  /** Edges of a histogram of what was read, or null where nothing was. */
  edges(): number[] | null {
    return this.#sample ? histogramEdges(this.sorted()) : null;
  }
}
