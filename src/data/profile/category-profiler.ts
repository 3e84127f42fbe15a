// What is known of a column of categories.
import type { Column, ColumnProfile } from '../../contract/data/dataset';
import type { ColumnProfiler } from '../columns/column-type';
import type { ValuesOf } from '../columns/values';
import { topSize } from './top-texts';

/** How often each category occurs. */
export class CategoryProfiler implements ColumnProfiler<'category'> {
  #column: Column;
  #counts: Float64Array;
  #missing = 0;

  constructor(column: Column) {
    this.#column = column;
    this.#counts = new Float64Array(column.categories.length);
  }

  add({ codes }: ValuesOf<'category'>, rows: number): void {
    for (let row = 0; row < rows; row++) {
      const code = codes[row] ?? -1;
      if (code >= this.#counts.length) this.#grow(code);
      if (code < 0) this.#missing++;
      else this.#counts[code] = (this.#counts[code] ?? 0) + 1;
    }
  }

  /** A level that was not known when the column began. */
  #grow(code: number): void {
    const counts = new Float64Array(Math.max(code + 1, this.#counts.length * 2));
    counts.set(this.#counts);
    this.#counts = counts;
  }

  /** `column`: with all of its levels, where some of them came with the rows. */
  finish(column = this.#column): ColumnProfile {
    const present = column.categories
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
