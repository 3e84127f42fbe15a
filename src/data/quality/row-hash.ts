// 64-bit hashes of rows, to find equal ones without keeping them. Not cryptographic: nobody gains by forging a duplicate.
import type { ColumnValues } from '../columns/values';

/** Two independent 32-bit lanes a row. */
export interface RowHashes {
  low: Uint32Array;
  high: Uint32Array;
}

const multiplier1 = 0xcc9e2d51;
const multiplier2 = 0x9e3779b1;

/** One round of MurmurHash3 (Appleby 2011), with the multiplier as the lane. */
function mix(hash: number, word: number, multiplier: number): number {
  let k = Math.imul(word, multiplier);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  const mixed = hash ^ k;
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

/** The finishing avalanche of MurmurHash3. */
function avalanche(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Hashes of the rows over the given columns; equal rows have equal hashes, missing cells equal each other. */
export function hashRows(columns: readonly ColumnValues[], rows: number): RowHashes {
  const low = new Uint32Array(rows).fill(0x2545f491);
  const high = new Uint32Array(rows).fill(0x61c88647);
  const add = (row: number, word: number): void => {
    low[row] = mix(low[row] ?? 0, word, multiplier1);
    high[row] = mix(high[row] ?? 0, word, multiplier2);
  };
  for (const values of columns) addColumn(values, rows, add);
  for (let row = 0; row < rows; row++) {
    low[row] = avalanche(low[row] ?? 0);
    high[row] = avalanche((high[row] ?? 0) ^ columns.length);
  }
  return { low, high };
}

function addColumn(values: ColumnValues, rows: number, add: (row: number, word: number) => void): void {
  switch (values.type) {
    case 'number':
    case 'datetime': {
      const one = new Float64Array(1);
      const words = new Uint32Array(one.buffer);
      for (let row = 0; row < rows; row++) {
        const value = values.values[row] ?? NaN;
        // One bit pattern for every NaN, and one for both zeros.
        one[0] = Number.isNaN(value) ? NaN : value + 0;
        add(row, words[0] ?? 0);
        add(row, words[1] ?? 0);
      }
      return;
    }
    case 'category':
      for (let row = 0; row < rows; row++) add(row, values.codes[row] ?? -1);
      return;
    case 'text':
      for (let row = 0; row < rows; row++) {
        const from = values.offsets[row] ?? 0;
        const to = values.offsets[row + 1] ?? from;
        addBytes(values.bytes, from, to, row, add);
        add(row, values.valid[row] === 1 ? to - from : -1);
      }
      return;
    case 'image': {
      const size = rows === 0 ? 0 : values.pixels.length / rows;
      for (let row = 0; row < rows; row++) addBytes(values.pixels, row * size, (row + 1) * size, row, add);
    }
  }
}

function addBytes(
  bytes: Uint8Array,
  from: number,
  to: number,
  row: number,
  add: (row: number, word: number) => void,
): void {
  for (let at = from; at < to; at += 4) {
    let word = 0;
    for (let end = Math.min(at + 4, to), byte = at; byte < end; byte++)
      word = (word << 8) | (bytes[byte] ?? 0);
    add(row, word);
  }
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
