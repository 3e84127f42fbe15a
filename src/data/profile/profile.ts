// What is known of a column, from one pass over its row groups. Memory does not grow with the rows.
import type { Column, ColumnProfile } from '../../contract/data/dataset';
import type { ColumnValues } from '../columns/values';
import { DistinctNumbers } from './distinct';
import { countIntoBin, histogramEdges } from './histogram';
import { NumberSummary } from './number-summary';
import { hashRows } from '../quality/row-hash';
import { TopTexts, topSize } from './top-texts';

/** Profiles one column; add every group, then finish. */
export interface ColumnProfiler {
  add(values: ColumnValues, rows: number): void;
  finish(): ColumnProfile;
}

/** A profiler for the column's type. `edges` are the histogram's, where a first pass found them; else it is exact up to 100,000 values. */
export function profileColumn(column: Column, edges: number[] | null = null): ColumnProfiler {
  switch (column.type) {
    case 'number':
    case 'datetime':
      return new NumberProfiler(column.name, edges);
    case 'category':
      return new CategoryProfiler(column);
    case 'text':
    case 'image':
      return new HashedProfiler(column.name);
  }
}

class NumberProfiler implements ColumnProfiler {
  #name: string;
  #edges: number[] | null;
  #counts: number[];
  #missing = 0;
  #summary = new NumberSummary();
  #distinct = new DistinctNumbers();

  constructor(name: string, edges: number[] | null) {
    this.#name = name;
    this.#edges = edges;
    this.#counts = new Array<number>(edges ? edges.length - 1 : 0).fill(0);
  }

  add(values: ColumnValues, rows: number): void {
    if (values.type !== 'number' && values.type !== 'datetime') return;
    for (let row = 0; row < rows; row++) {
      const value = values.values[row] ?? NaN;
      if (Number.isNaN(value)) {
        this.#missing++;
        continue;
      }
      this.#summary.add(value);
      this.#distinct.add(value);
      if (this.#edges) countIntoBin(this.#edges, this.#counts, value);
    }
  }

  finish(): ColumnProfile {
    const summary = this.#summary;
    const base = { name: this.#name, missing: this.#missing, distinct: this.#distinct.size, top: [] };
    if (summary.count === 0) return { ...base, number: null };
    const { min, max, mean, stdDev } = summary;
    const [q25, median, q75] = [summary.quantile(0.25), summary.quantile(0.5), summary.quantile(0.75)];
    return { ...base, number: { min, max, mean, stdDev, q25, median, q75, histogram: this.#histogram() } };
  }

  #histogram(): { edges: number[]; counts: number[] } {
    if (this.#edges) return { edges: this.#edges, counts: this.#counts };
    const sorted = this.#summary.sorted();
    const edges = histogramEdges(sorted);
    const counts = new Array<number>(edges.length - 1).fill(0);
    for (const value of sorted) countIntoBin(edges, counts, value);
    // Without a first pass a long column is known by its sample only.
    const rowsPerValue = this.#summary.count / sorted.length;
    return { edges, counts: counts.map((count) => Math.round(count * rowsPerValue)) };
  }
}

class CategoryProfiler implements ColumnProfiler {
  #column: Column;
  #counts: Float64Array;
  #missing = 0;

  constructor(column: Column) {
    this.#column = column;
    this.#counts = new Float64Array(column.categories.length);
  }

  add(values: ColumnValues, rows: number): void {
    if (values.type !== 'category') return;
    for (let row = 0; row < rows; row++) {
      const code = values.codes[row] ?? -1;
      if (code < 0) this.#missing++;
      else this.#counts[code] = (this.#counts[code] ?? 0) + 1;
    }
  }

  finish(): ColumnProfile {
    const present = this.#column.categories
      .map((value, code) => ({ value, count: this.#counts[code] ?? 0 }))
      .filter(({ count }) => count > 0);
    const top = present.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    return {
      name: this.#column.name,
      missing: this.#missing,
      distinct: present.length,
      number: null,
      top: top.slice(0, topSize),
    };
  }
}

/** Text and images: told apart by a hash, since they cannot be kept. */
class HashedProfiler implements ColumnProfiler {
  #name: string;
  #missing = 0;
  #distinct = new DistinctNumbers();
  #texts = new TopTexts();

  constructor(name: string) {
    this.#name = name;
  }

  add(values: ColumnValues, rows: number): void {
    const { low, high } = hashRows([values], rows);
    for (let row = 0; row < rows; row++) {
      if (values.type === 'text' && values.valid[row] !== 1) {
        this.#missing++;
        continue;
      }
      // 53 of the 64 bits: what a number holds.
      const hash = (low[row] ?? 0) * 0x200000 + ((high[row] ?? 0) >>> 11);
      this.#distinct.add(hash);
      if (values.type === 'text')
        this.#texts.add(hash, values.bytes, values.offsets[row] ?? 0, values.offsets[row + 1] ?? 0);
    }
  }

  finish(): ColumnProfile {
    return {
      name: this.#name,
      missing: this.#missing,
      distinct: this.#distinct.size,
      number: null,
      top: this.#texts.finish(),
    };
  }
}
