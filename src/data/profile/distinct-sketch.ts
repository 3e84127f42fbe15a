// About how many numbers differ, in 16 KiB however many there are: HyperLogLog (Flajolet, Fusy, Gandouet and Meunier, "HyperLogLog: the analysis
// of a near-optimal cardinality estimation algorithm", AofA 2007, figure 3). Only for more than five registers' worth of values, where its raw
// estimate needs no correction for few; distinct.ts counts those one by one.

const indexBits = 14;
const registers = 2 ** indexBits;

/** The standard error of an estimate, as a share of it: 1.04/√m (theorem 1 there), 0.8 %. */
export const sketchError = 1.04 / Math.sqrt(registers);

/** The constant for so many registers (figure 3 there). */
const alpha = 0.7213 / (1 + 1.079 / registers);
const range = 2 ** 32;

/** Takes words of 64 bits that stand for values: equal ones are equal values. */
export class DistinctSketch {
  readonly #ranks = new Uint8Array(registers);

  /** Notes a value by the halves of its word. */
  add(low: number, high: number): void {
    const hash = mixed(low ^ mixed(high ^ 0x9e3779b9));
    const index = hash >>> (32 - indexBits);
    const rest = hash << indexBits;
    // The first one among the bits behind the index; where these are all zero, more bits are mixed.
    const rank = rest === 0 ? 33 - indexBits + Math.clz32(mixed(hash ^ high)) : Math.clz32(rest) + 1;
    if (rank > (this.#ranks[index] ?? 0)) this.#ranks[index] = rank;
  }

  /** How many of the values differ, by a standard error of `sketchError`. */
  estimate(): number {
    let sum = 0;
    for (const rank of this.#ranks) sum += 2 ** -rank;
    const raw = (alpha * registers * registers) / sum;
    // Of 32 bits some values have the same (the large range there).
    return Math.round(raw > range / 30 && raw < range ? -range * Math.log(1 - raw / range) : raw);
  }
}

/** The last step of MurmurHash3 (Appleby, public domain): every bit of the word changes half of those of its hash. */
function mixed(word: number): number {
  let hash = word;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
