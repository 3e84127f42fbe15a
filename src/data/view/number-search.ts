// Looks for a part of what numbers are written as without writing them all: only those that may hold it are, or one of many that are alike.
// A number is written as String(number) has it. The tests of wholes let too many numbers through rather than too few; what they let through is written.

import { forAll, found, sought as notYet, type MarkFound } from './mark-found';

/** Wholes below have at most 15 digits: a decimal of so many digits is what its nearest double is written as. */
const mostWhole = 1e15;
/** Below, what rounding may have done to a product is less than a half. */
const mostScaled = 2 ** 44;
/** From here on numbers are written with an exponent, and below `leastPlain`. */
const mostPlain = 1e21;
const leastPlain = 1e-6;
const mostDecimals = 9;
/** The answer for each whole below is remembered: a column of prices has few of them. */
const remembered = 2 ** 20;
/** So many values of a group tell how many decimals its numbers have. */
const looked = 64;

const powers = Array.from({ length: 16 }, (_, exponent) => Number(`1e${exponent}`));

/** Whole quotient by a power of ten, of wholes below `mostWhole`: the half outweighs what rounding does to the product. */
const quotient = (whole: number, power: number): number => Math.floor((whole + 0.5) * (1 / power));

const isPlain = (size: number): boolean => size === 0 || (size >= leastPlain && size < mostPlain);

/**
 * Marks the numbers that hold a text of digits, signs, a point and an exponent. What it remembers serves all groups of a column: make one for
 * each column and search.
 */
export function numberSearch(text: string): MarkFound<Float64Array> {
  const written = (value: number): boolean => String(value).includes(text);
  const parts = /^(-?)(\d*)(\.?)(\d*)$/.exec(text);
  // Only numbers with an exponent are written with other signs.
  if (!parts) return forAll((value) => value === value && !isPlain(Math.abs(value)) && written(value));
  const [, sign = '', before = '', point = '', after = ''] = parts;
  const digits = before.length + after.length;
  if (sign) return forAll((value) => value < leastPlain && written(value));
  if (digits > 14 || point === '')
    return digits > 14 ? forAll(present(written)) : amongDigits(before, written);
  if (digits === 0) return forAll((value) => !(isPlain(value) && Number.isInteger(value)) && written(value));
  return aroundPoint(before, after, written);
}

const present =
  (written: (value: number) => boolean) =>
  (value: number): boolean =>
    value === value && written(value);

/** Digits around a point, or on one side of it: what is left of the number, with as many decimals, ends with them. */
function aroundPoint(
  before: string,
  after: string,
  written: (value: number) => boolean,
): MarkFound<Float64Array> {
  const [sought, scale, width] = [
    Number(before + after),
    powers[after.length]!,
    powers[before.length + after.length]!,
  ];
  const perWidth = 1 / width;
  // What rounding may have done to the digits lies well within these two.
  const [less, more] = [1 - 2 ** -50, 1 + 2 ** -50];
  return (values, state) => {
    for (let row = 0; row < values.length; row++) {
      const value = values[row]!;
      if (state[row] !== notYet || value !== value) continue;
      const size = Math.abs(value);
      const scaled = size * scale;
      if (size >= leastPlain && scaled < mostScaled) {
        const low = Math.floor(scaled * less);
        const high = Math.floor(scaled * more);
        const mayBe =
          low - Math.floor((low + 0.5) * perWidth) * width === sought ||
          (high !== low && high - Math.floor((high + 0.5) * perWidth) * width === sought);
        if (!mayBe) continue;
      }
      if (written(value)) state[row] = found;
    }
  };
}

/** The fewest decimals of the values that are looked at; null where they have more than are looked for. */
function decimalsOf(values: Float64Array): number | null {
  let decimals = 0;
  const step = Math.max(1, Math.floor(values.length / looked));
  for (let row = 0; row < values.length; row += step) {
    const value = values[row]!;
    if (value !== value) continue;
    while (Math.round(value * powers[decimals]!) / powers[decimals]! !== value)
      if (++decimals > mostDecimals) return null;
  }
  return decimals;
}

/** Digits that may stand on either side of the point. */
function amongDigits(digits: string, written: (value: number) => boolean): MarkFound<Float64Array> {
  const memories = new Map<number, Uint8Array>();
  const each = forAll(present(written));
  return (values, state) => {
    const decimals = decimalsOf(values);
    if (decimals === null) {
      each(values, state);
      return;
    }
    const scale = powers[decimals]!;
    const memory = memories.get(decimals) ?? new Uint8Array(remembered);
    memories.set(decimals, memory);
    const may = digitsIn(digits, decimals);
    for (let row = 0; row < values.length; row++) {
      const value = values[row]!;
      if (state[row] !== notYet || value !== value) continue;
      const size = Math.abs(value);
      const whole = Math.round(size * scale);
      const isKnown = whole < remembered && whole / scale === size && (size >= leastPlain || size === 0);
      if (isKnown) {
        if (memory[whole] === 0) memory[whole] = may(whole) && written(size) ? 2 : 1;
        if (memory[whole] === 2) state[row] = found;
      } else if (whole / scale !== size || whole >= mostWhole || !isPlain(size) || may(whole)) {
        if (written(value)) state[row] = found;
      }
    }
  };
}

/** Whether the digits are among those of whole / 10^decimals, zeros at the end included. */
function digitsIn(digits: string, decimals: number): (whole: number) => boolean {
  const [sought, width, scale] = [Number(digits), powers[digits.length]!, powers[decimals]!];
  const leastLeft = powers[digits.length - 1]!;
  const endsWith = (whole: number): boolean => whole - quotient(whole, width) * width === sought;
  return (whole) => {
    let left = quotient(whole, scale);
    // A one before the decimals holds their zeros in place.
    let right = whole - left * scale + scale;
    if (left === sought) return true;
    for (; left >= leastLeft; left = quotient(left, 10)) if (endsWith(left)) return true;
    for (; right >= width; right = quotient(right, 10)) if (endsWith(right)) return true;
    return false;
  };
}
