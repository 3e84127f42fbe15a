// Counts and samples the cells of a column that can be read in one way, on the first pass over a file.
import { histogramEdges } from '../profile/histogram';
import { Reservoir } from '../profile/reservoir';

/** Share of the cells that must fit a type; the others become missing, each with a notice. */
const neededShare = 0.995;
const sampleSize = 8192;

/** One way to read a column's cells. */
export class Candidate {
  count = 0;
  /** Made at the first value: of the ways that are tried on each of many columns, most read nothing. */
  #sample: Reservoir | null = null;

  /** Notes what a cell reads as; NaN where it does not read so. */
  add(value: number): void {
    if (Number.isNaN(value)) return;
    this.count++;
    this.#sample ??= new Reservoir(sampleSize);
    this.#sample.add(value);
  }

  /** Whether enough of the column's values read so. */
  fits(values: number): boolean {
    return values > 0 && this.count >= values * neededShare;
  }

  /** Edges of a histogram of what was read, or null where nothing was. */
  edges(): number[] | null {
    return this.#sample ? histogramEdges(this.#sample.sorted()) : null;
  }
}
