// Random numbers that a run depends on: Philox4x32-10, counter-based, so that any number can be had again from its address.
// Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3". Not for keys or secrets.

// As int32, since engines multiply and add those fastest.
const multiplier0 = 0xd2511f53 | 0;
const multiplier1 = 0xcd9e8d57 | 0;
const weyl0 = 0x9e3779b9 | 0;
const weyl1 = 0xbb67ae85 | 0;
const twoTo32 = 2 ** 32;
const twoToMinus32 = 2 ** -32;
const twoToMinus24 = 2 ** -24;

/** High 32 bits of the product of two unsigned 32-bit words, given and returned as int32. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = (Math.imul(aHigh, bLow) + (Math.imul(aLow, bLow) >>> 16)) | 0;
  const other = (Math.imul(aLow, bHigh) + (middle & 0xffff)) | 0;
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (other >>> 16)) | 0;
}

/** One block of Philox4x32-10: four words from a counter of four words and a key of two, written to `out[0..3]`. */
export function philoxBlock(
  out: Uint32Array,
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
): void {
  runRounds(out, counter[0], counter[1], counter[2], counter[3], key[0], key[1]);
}

function runRounds(
  out: Uint32Array,
  counter0: number,
  counter1: number,
  counter2: number,
  counter3: number,
  key0: number,
  key1: number,
): void {
  let c0 = counter0 | 0;
  let c1 = counter1 | 0;
  let c2 = counter2 | 0;
  let c3 = counter3 | 0;
  let k0 = key0 | 0;
  let k1 = key1 | 0;
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(multiplier0, c0);
    const high1 = multiplyHigh(multiplier1, c2);
    const low0 = Math.imul(multiplier0, c0);
    const low1 = Math.imul(multiplier1, c2);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + weyl0) | 0;
    k1 = (k1 + weyl1) | 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/** A sequence of random numbers, fixed by a seed and by a stream that tells apart what the numbers are used for. */
export class Philox {
  readonly #seed: number;
  readonly #stream: number;
  readonly #words = new Uint32Array(4);
  #block = 0;
  #next = 4;
  #spareNormal: number | null = null;

  constructor(seed: number, stream = 0) {
    this.#seed = seed;
    this.#stream = stream;
  }

  /** A whole number in [0, 2³²). */
  uint32(): number {
    if (this.#next === 4) {
      const high = Math.floor(this.#block * twoToMinus32);
      runRounds(this.#words, this.#block, high, 0, 0, this.#seed, this.#stream);
      this.#block++;
      this.#next = 0;
    }
    return this.#words[this.#next++]!;
  }

  /** A number in [0, 1), a multiple of 2⁻³². */
  uniform(): number {
    return this.uint32() * twoToMinus32;
  }

  /** A number from the standard normal distribution (Box and Muller 1958). */
  normal(): number {
    if (this.#spareNormal !== null) {
      const spare = this.#spareNormal;
      this.#spareNormal = null;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.#spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** A whole number in [0, n), without bias (Lemire 2019); n from 1 to 2³² − 1. */
  below(n: number): number {
    let word = this.uint32() | 0;
    let low = Math.imul(word, n) >>> 0;
    if (low < n) {
      const biased = (twoTo32 - n) % n;
      while (low < biased) {
        word = this.uint32() | 0;
        low = Math.imul(word, n) >>> 0;
      }
    }
    return multiplyHigh(word, n | 0) >>> 0;
  }

  /** The numbers 0 … n − 1 in random order (Fisher and Yates). */
  permutation(n: number): Uint32Array {
    const order = new Uint32Array(n);
    for (let i = 0; i < n; i++) {
      const j = this.below(i + 1);
      order[i] = order[j]!;
      order[j] = i;
    }
    return order;
  }
}

const fillWords = new Uint32Array(4);

/**
 * Fills `out` with numbers in [0, 1), multiples of 2⁻²⁴. The same seed, stream and counter give the same numbers;
 * another counter (a step, say) gives others that never overlap with these, nor with those of the class above.
 */
export function fillUniform(out: Float32Array, seed: number, stream: number, counter: number): void {
  const counterHigh = 0x80000000 | Math.floor(counter * twoToMinus32);
  for (let i = 0; i < out.length; i += 4) {
    runRounds(fillWords, i >>> 2, 0, counter, counterHigh, seed, stream);
    // Writes past the end of a typed array are ignored, so the last block needs no care.
    out[i] = (fillWords[0]! >>> 8) * twoToMinus24;
    out[i + 1] = (fillWords[1]! >>> 8) * twoToMinus24;
    out[i + 2] = (fillWords[2]! >>> 8) * twoToMinus24;
    out[i + 3] = (fillWords[3]! >>> 8) * twoToMinus24;
  }
}
