// What is known of a column of numbers or dates.
import type { ColumnProfile } from '../../contract/data/dataset';
import type { ColumnProfiler } from '../columns/column-type';
import type { Floats } from '../columns/layouts/floats';
import type { ValuesOf } from '../columns/values';
import { DistinctNumbers } from './distinct';
import { Extremes } from './extremes';
import { countIntoBins, histogramEdges } from './histogram';
import { NumberSummary } from './number-summary';

/** Its quantiles, its histogram, how many differ; exact up to 100,000 values, or by edges that a first pass found. */
export class NumberProfiler implements ColumnProfiler<Floats> {
  #name: string;
  #edges: number[] | null;
  #counts: number[];
  #missing = 0;
  #whole = true;
  #summary = new NumberSummary();
  #distinct = new DistinctNumbers();
  #extremes = new Extremes();

  constructor(name: string, edges: number[] | null) {
    this.#name = name;
    this.#edges = edges;
    this.#counts = new Array<number>(edges ? edges.length - 1 : 0).fill(0);
  }

  add(given: ValuesOf<Floats>, rows: number): void {
    // One thing after another: a loop over all of them at once was slower.
    const values = given.values.subarray(0, rows);
    const before = this.#summary.count;
    this.#summary.addAll(values);
    this.#missing += rows - (this.#summary.count - before);
    this.#extremes.addAll(values);
    for (let row = 0; row < rows && this.#whole; row++) {
      const value = values[row] ?? NaN;
      this.#whole = value !== value || Number.isInteger(value);
    }
    for (let row = 0; row < rows && !this.#distinct.isFull; row++) this.#distinct.add(values[row] ?? NaN);
    if (this.#edges) countIntoBins(this.#edges, this.#counts, values);
  }

  finish(): ColumnProfile {
    const summary = this.#summary;
    const base = { name: this.#name, missing: this.#missing, distinct: this.#distinct.size, top: [] };
    if (summary.count === 0) return { ...base, number: null };
    const { min, max, mean, stdDev } = summary;
    const [q25, median, q75] = [summary.quantile(0.25), summary.quantile(0.5), summary.quantile(0.75)];
    const suspect = this.#extremes.suspect();
    const told = suspect ? { ...base, suspect } : base;
    const [histogram, whole] = [this.#histogram(), this.#whole];
    return { ...told, number: { min, max, mean, stdDev, q25, median, q75, histogram, whole } };
  }

  #histogram(): { edges: number[]; counts: number[] } {
    if (this.#edges) return { edges: this.#edges, counts: this.#counts };
    const sorted = this.#summary.sorted();
    const edges = histogramEdges(sorted);
    const counts = new Array<number>(edges.length - 1).fill(0);
    countIntoBins(edges, counts, sorted);
    // Without a first pass a long column is known by its sample only.
    const rowsPerValue = this.#summary.count / sorted.length;
    return { edges, counts: counts.map((count) => Math.round(count * rowsPerValue)) };
  }
}
