// Words of rows to 64-bit hashes. Not cryptographic: nobody gains by forging a duplicate.
import { floatKernel, type FloatKernel } from '../kernels/floats/float-kernel';

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

/** The upper word of the NaN that JavaScript makes. */
const nanWord = 0x7ff80000;

/** Hashes of rows as they grow column by column. */
export class RowHasher {
  readonly #low: Uint32Array;
  readonly #high: Uint32Array;

  readonly #kernel: FloatKernel | null;

  /** `kernel`: what adds floats, where there is one. */
  constructor(rows: number, kernel = floatKernel()) {
    this.#kernel = kernel;
    this.#low = new Uint32Array(rows).fill(0x2545f491);
    this.#high = new Uint32Array(rows).fill(0x61c88647);
  }

  /** Adds a word to a row. */
  readonly add = (row: number, word: number): void => {
    this.#low[row] = mix(this.#low[row] ?? 0, word, multiplier1);
    this.#high[row] = mix(this.#high[row] ?? 0, word, multiplier2);
  };

  /** Adds both words of a number to each row, without a call for each: most cells of most tables are numbers. */
  addFloats(values: Float64Array): void {
    const [low, high] = [this.#low, this.#high];
    if (this.#kernel) return this.#kernel.hash(values.subarray(0, low.length), low, high);
    const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
    const rows = Math.min(values.length, low.length);
    for (let row = 0, at = 0; row < rows; row++, at += 2) {
      const value = values[row]!;
      // One bit pattern for every NaN, and one for both zeros.
      const first = value === value ? words[at]! : 0;
      const second = value === value ? (value === 0 ? 0 : words[at + 1]!) : nanWord;
      low[row] = mix(mix(low[row]!, first, multiplier1), second, multiplier1);
      high[row] = mix(mix(high[row]!, first, multiplier2), second, multiplier2);
    }
  }

  /** The hashes of what was added so far; `columns` is part of them. More may be added afterwards. */
  hashes(columns: number): RowHashes {
    const [low, high] = [this.#low.slice(), this.#high.slice()];
    for (let row = 0; row < low.length; row++) {
      low[row] = avalanche(low[row]!);
      high[row] = avalanche(high[row]! ^ columns);
    }
    return { low, high };
  }
}

/** Hashes of rows from the words that `feed` gives of each; `columns` is part of the hash. */
export function hashWords(
  rows: number,
  columns: number,
  feed: (add: (row: number, word: number) => void) => void,
): RowHashes {
  const hasher = new RowHasher(rows);
  feed(hasher.add);
  return hasher.hashes(columns);
}
