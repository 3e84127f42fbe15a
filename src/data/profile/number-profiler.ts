// What is known of a column of numbers or dates.
import type { ColumnProfile } from '../../contract/data/dataset';
import type { ColumnProfiler } from '../columns/column-type';
import type { Floats } from '../columns/layouts/floats';
import type { ValuesOf } from '../columns/values';
import { summarize } from './counted-summary';
import { DistinctNumbers, exactDistinct } from './distinct';
import { Extremes } from './extremes';
import { countIntoBins, histogramEdges } from './histogram';
import { exactValues, NumberSummary } from './number-summary';
import { WholeCounts, type CountedValues } from './whole-counts';

/** Of so many values mean and spread are taken in the order of the rows, so that short tables have the very same ones as ever. */
const fewValues = 4096;

/** Its quantiles, its histogram, how many differ: exact where its values can be counted one by one, and of any others up to 100,000. */
export class NumberProfiler implements ColumnProfiler<Floats> {
  #name: string;
  #edges: number[] | null;
  #rows = 0;
  /** As long as the values can be counted, and what takes them from there on. */
  #counted: WholeCounts | null = null;
  #first = new NumberSummary(1);
  #streamed: StreamedNumbers | null = null;

  /** `edges`: of the histogram, where a first pass or samples of the file told them. */
  constructor(name: string, edges: number[] | null) {
    this.#name = name;
    this.#edges = edges;
  }

  add(given: ValuesOf<Floats>, rows: number): void {
    // The very array that the store writes: what it found out of the values is known by it.
    const values = given.values.length === rows ? given.values : given.values.subarray(0, rows);
    this.#rows += rows;
    if (this.#streamed) return this.#streamed.add(values);
    this.#counted ??= new WholeCounts(given.type);
    if (this.#counted.add(values)) {
      if (this.#counted.count <= fewValues) this.#first.addAll(values);
      return;
    }
    this.#streamed = new StreamedNumbers(this.#edges);
    this.#streamed.addCounted(this.#counted);
    this.#counted = null;
    this.#streamed.add(values);
  }

  finish(): ColumnProfile {
    const found = this.#streamed ?? (this.#counted && new CountedNumbers(this.#counted, this.#edges));
    const count = found?.summary.count ?? 0;
    const base = {
      ...{ name: this.#name, missing: this.#rows - count },
      ...{ distinct: Math.min(found?.distinct ?? 0, exactDistinct), top: [] },
      ...found?.estimated,
    };
    if (!found || count === 0) return { ...base, number: null };
    const { summary, extremes, whole } = found;
    const { min, max } = summary;
    const { mean, stdDev } = this.#first.count === count ? this.#first : summary;
    const [q25, median, q75] = [summary.quantile(0.25), summary.quantile(0.5), summary.quantile(0.75)];
    const suspect = extremes.suspect();
    const told = suspect ? { ...base, suspect } : base;
    const histogram = found.histogram();
    return { ...told, number: { min, max, mean, stdDev, q25, median, q75, histogram, whole } };
  }
}

interface Histogram {
  edges: number[];
  counts: number[];
}

/** Of values each of which was counted. */
class CountedNumbers {
  readonly summary;
  readonly extremes = new Extremes();
  readonly whole: boolean;
  readonly #counted: CountedValues;
  readonly #edges: number[] | null;

  constructor(counts: WholeCounts, edges: number[] | null) {
    this.#counted = counts.table();
    this.#edges = edges;
    this.whole = counts.isWhole;
    this.summary = summarize(this.#counted);
    const { values, times } = this.#counted;
    // What lies between the second least and the second greatest changes nothing; of the two outermost it counts how often they stand.
    const last = values.length - 1;
    for (const at of new Set([0, 1, last - 1, last]))
      if (at >= 0 && at <= last) this.extremes.add(values[at] ?? NaN, times[at]);
  }

  get distinct(): number {
    return this.summary.distinct;
  }

  /** Each is counted, however many there are. */
  get estimated(): Pick<ColumnProfile, 'estimated'> {
    return this.distinct > exactDistinct ? { estimated: { distinct: this.distinct, error: 0 } } : {};
  }

  histogram(): Histogram {
    const edges = this.#edges ?? histogramEdges(this.summary.sorted(exactValues));
    const counts = new Array<number>(edges.length - 1).fill(0);
    countIntoBins(edges, counts, this.#counted.values, this.#counted.times);
    return { edges, counts };
  }
}

/** Of values of which only a sample is kept. */
class StreamedNumbers {
  readonly summary = new NumberSummary();
  readonly extremes = new Extremes();
  whole = true;
  readonly #distinct = new DistinctNumbers();
  readonly #edges: number[] | null;
  readonly #counts: number[];

  constructor(edges: number[] | null) {
    this.#edges = edges;
    this.#counts = new Array<number>(edges ? edges.length - 1 : 0).fill(0);
  }

  get distinct(): number {
    return this.#distinct.size;
  }

  get estimated(): Pick<ColumnProfile, 'estimated'> {
    return this.#distinct.estimated;
  }

  add(values: Float64Array): void {
    // One thing after another: a loop over all of them at once was slower.
    this.summary.addAll(values);
    this.extremes.addAll(values);
    for (let row = 0; row < values.length && this.whole; row++) {
      const value = values[row] ?? NaN;
      this.whole = value !== value || Number.isInteger(value);
    }
    for (let row = 0; row < values.length; row++) this.#distinct.add(values[row] ?? NaN);
    if (this.#edges) countIntoBins(this.#edges, this.#counts, values);
  }

  /** Takes over what could be counted so far. */
  addCounted(counts: WholeCounts): void {
    const some = new Float64Array(1024);
    const { values, times } = counts.table();
    for (const [at, value] of values.entries())
      for (let left = times[at] ?? 0; left > 0; left -= some.length)
        this.add(some.fill(value).subarray(0, Math.min(left, some.length)));
  }

  histogram(): Histogram {
    if (this.#edges) return { edges: this.#edges, counts: this.#counts };
    const sorted = this.summary.sorted();
    const edges = histogramEdges(sorted);
    const counts = new Array<number>(edges.length - 1).fill(0);
    countIntoBins(edges, counts, sorted);
    // Without a first pass a long column is known by its sample only.
    const rowsPerValue = this.summary.count / sorted.length;
    return { edges, counts: counts.map((count) => Math.round(count * rowsPerValue)) };
  }
}
