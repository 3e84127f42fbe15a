// 64-bit hashes of rows, to find equal ones without keeping them.
import { columnTypeOf } from '../columns/registry';
import type { ColumnValues } from '../columns/values';
import { RowHasher, type RowHashes } from './hash-words';

/** Adds the cells of a column to the hashes of its rows. */
export function addColumn(hasher: RowHasher, values: ColumnValues, rows: number): void {
  if (values.type === 'number' || values.type === 'datetime') hasher.addFloats(values.values);
  else columnTypeOf(values.type).hash(values, rows, hasher.add);
}

/** Hashes of the rows over the given columns; equal rows have equal hashes, missing cells equal each other. */
export function hashRows(columns: readonly ColumnValues[], rows: number): RowHashes {
  const hasher = new RowHasher(rows);
  for (const values of columns) addColumn(hasher, values, rows);
  return hasher.hashes(columns.length);
}

/** Counts rows whose hash an earlier row had; 8 bytes a row. */
export class DuplicateCounter {
  #hashes = new BigUint64Array(1024);
  #rows = 0;

  add({ low, high }: RowHashes): void {
    const needed = this.#rows + low.length;
    if (needed > this.#hashes.length) {
      const larger = new BigUint64Array(Math.max(needed, this.#hashes.length * 2));
      larger.set(this.#hashes.subarray(0, this.#rows));
      this.#hashes = larger;
    }
    const words = new Uint32Array(this.#hashes.buffer, this.#rows * 8, low.length * 2);
    for (let row = 0; row < low.length; row++) {
      words[row * 2] = low[row] ?? 0;
      words[row * 2 + 1] = high[row] ?? 0;
    }
    this.#rows = needed;
  }

  /** Rows that repeat an earlier one. Sorts what was added: call it once, at the end. */
  count(): number {
    const sorted = this.#hashes.subarray(0, this.#rows).sort();
    let duplicates = 0;
    for (let at = 1; at < sorted.length; at++) if (sorted[at] === sorted[at - 1]) duplicates++;
    return duplicates;
  }
}
