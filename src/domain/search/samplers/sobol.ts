// Sobol's sequence (1967), plain and scrambled. Points by index, so that any point can be had without those before it.
import { directionNumbers } from './direction-numbers';

/** Most dimensions for which there are direction numbers. */
export const mostSobolDimensions = directionNumbers.length + 1;

const bits = 32;
const twoToMinus32 = 2 ** -32;
const columns = new Map<number, Uint32Array>();

/** The coordinate in [0, 1) of the point of this index (from 0, below 2³²), in Gray code order, of a dimension from 0; a multiple of 2⁻³². */
export function sobol(index: number, dimension: number): number {
  return sobolWord(index, dimension) * twoToMinus32;
}

/**
 * The same with Owen's nested uniform scrambling, whose digits are permuted by a hash of those before them and of the seed (Laine and
 * Karras 2011; constants of Burley 2020, "Practical hash-based Owen scrambling"). The first 2ᵏ points stay a net.
 */
export function scrambledSobol(index: number, dimension: number, seed: number): number {
  const reversed = reverseBits(sobolWord(index, dimension));
  return reverseBits(permuteDigits(reversed, mixed(seed, dimension))) * twoToMinus32;
}

function sobolWord(index: number, dimension: number): number {
  const directions = directionsOf(dimension);
  let gray = (index ^ (index >>> 1)) >>> 0;
  let word = 0;
  for (let bit = 0; gray !== 0; bit++, gray >>>= 1) if (gray & 1) word ^= directions[bit]!;
  return word >>> 0;
}

/** v₁ … v₃₂ of a dimension as 32-bit fractions (Bratley and Fox 1988, equation 2). */
function directionsOf(dimension: number): Uint32Array {
  const known = columns.get(dimension);
  if (known) return known;
  const directions = new Uint32Array(bits);
  if (dimension === 0) for (let bit = 0; bit < bits; bit++) directions[bit] = 2 ** (bits - 1 - bit);
  else fillDirections(directions, dimension);
  columns.set(dimension, directions);
  return directions;
}

function fillDirections(directions: Uint32Array, dimension: number): void {
  const row = directionNumbers[dimension - 1];
  if (!row) throw new RangeError(`Sobol's sequence has ${mostSobolDimensions} dimensions here`);
  const [polynomial = 1, ...first] = row;
  const degree = first.length;
  for (const [bit, m] of first.entries()) directions[bit] = m * 2 ** (bits - 1 - bit);
  for (let bit = degree; bit < bits; bit++) {
    let word = directions[bit - degree]! ^ (directions[bit - degree]! >>> degree);
    for (let k = 1; k < degree; k++) {
      if ((polynomial >>> (degree - k)) & 1) word ^= directions[bit - k]!;
    }
    directions[bit] = word;
  }
}

function reverseBits(word: number): number {
  let x = word;
  x = ((x >>> 1) & 0x55555555) | ((x & 0x55555555) << 1);
  x = ((x >>> 2) & 0x33333333) | ((x & 0x33333333) << 2);
  x = ((x >>> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4);
  x = ((x >>> 8) & 0x00ff00ff) | ((x & 0x00ff00ff) << 8);
  return ((x >>> 16) | (x << 16)) >>> 0;
}

/** Each bit flipped as the bits below it and the seed decide. */
function permuteDigits(word: number, seed: number): number {
  let x = (word + seed) | 0;
  x ^= Math.imul(x, 0x6c50b47c);
  x ^= Math.imul(x, 0xb82f1e52 | 0);
  x ^= Math.imul(x, 0xc7afe638 | 0);
  x ^= Math.imul(x, 0x8d22f6e6 | 0);
  return x;
}

/** A seed of its own for each dimension (the finalizer of MurmurHash3). */
function mixed(seed: number, dimension: number): number {
  let x = seed ^ Math.imul(dimension + 1, 0x9e3779b9 | 0);
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b | 0);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35 | 0);
  return x ^ (x >>> 16);
}
