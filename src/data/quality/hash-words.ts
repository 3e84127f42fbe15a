// Words of rows to 64-bit hashes. Not cryptographic: nobody gains by forging a duplicate.
import { floatKernel } from '../kernels/floats/float-kernel';

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

/** Adds two words of each number, without a call for each: most cells of most tables are numbers. */
function addFloats({ low, high }: RowHashes, values: Float64Array): void {
  // One bit pattern for every NaN, and one for both zeros.
  const alike = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? NaN;
    alike[row] = value === value ? value + 0 : NaN;
  }
  const words = new Uint32Array(alike.buffer);
  for (let row = 0, at = 0; row < values.length; row++, at += 2) {
    const first = words[at] ?? 0;
    const second = words[at + 1] ?? 0;
    low[row] = mix(mix(low[row] ?? 0, first, multiplier1), second, multiplier1);
    high[row] = mix(mix(high[row] ?? 0, first, multiplier2), second, multiplier2);
  }
}

/** Hashes of rows from the words that `feed` gives of each; `columns` is part of the hash. */
export function hashWords(
  rows: number,
  columns: number,
  feed: (add: (row: number, word: number) => void, addFloats: (values: Float64Array) => void) => void,
  kernel = floatKernel(),
): RowHashes {
  const hashes = kernel?.hashes(rows) ?? { low: new Uint32Array(rows), high: new Uint32Array(rows) };
  const { low, high } = hashes;
  low.fill(0x2545f491);
  high.fill(0x61c88647);
  feed(
    (row, word) => {
      low[row] = mix(low[row] ?? 0, word, multiplier1);
      high[row] = mix(high[row] ?? 0, word, multiplier2);
    },
    (values) => {
      const some = values.length === rows ? values : values.subarray(0, rows);
      if (!kernel) return addFloats(hashes, some);
      kernel.place(some);
      kernel.hash(rows);
    },
  );
  for (let row = 0; row < rows; row++) {
    low[row] = avalanche(low[row] ?? 0);
    high[row] = avalanche((high[row] ?? 0) ^ columns);
  }
  // Those of the kernel lie in its memory.
  return kernel ? { low: low.slice(), high: high.slice() } : hashes;
}
