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

  /** Rows that repeat an earlier one. May sort what was added: call it once, at the end. */
  count(): number {
    if (this.#rows <= fewRows) return countRepeats(new Uint32Array(this.#hashes.buffer, 0, this.#rows * 2));
    const sorted = this.#hashes.subarray(0, this.#rows).sort();
    let duplicates = 0;
    for (let at = 1; at < sorted.length; at++) if (sorted[at] === sorted[at - 1]) duplicates++;
    return duplicates;
  }
}

/** Their table stays in the cache, where it takes a tenth of the time of sorting; of more it takes longer. */
const fewRows = 2 ** 18;

/** Hashes, of two words each, that stand before as well: each is looked for from where its low word places it. */
function countRepeats(words: Uint32Array): number {
  const rows = words.length / 2;
  const mask = 2 ** Math.ceil(Math.log2(Math.max(rows, 1) * 2)) - 1;
  /** The number from 1 of the row that lies there. */
  const table = new Uint32Array(mask + 1);
  let repeats = 0;
  for (let row = 0; row < rows; row++) {
    const [low, high] = [words[row * 2] ?? 0, words[row * 2 + 1] ?? 0];
    let at = low & mask;
    let known = table[at] ?? 0;
    while (known > 0 && (words[known * 2 - 2] !== low || words[known * 2 - 1] !== high)) {
      at = (at + 1) & mask;
      known = table[at] ?? 0;
    }
    if (known > 0) repeats++;
    else table[at] = row + 1;
  }
  return repeats;
}
