// Looks for a part of what numbers are written as without writing them all: only those that may hold it are, or one of many that are alike.
// A number is written as String(number) has it. The tests of wholes let too many numbers through rather than too few; what they let through is written.

/** Whether a number holds the text; a missing one, NaN, holds nothing. */
export type NumberFinder = (value: number) => boolean;

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
/** The last digits of a whole: what is left of it after the quotient. */
const rest = (whole: number, power: number): number => whole - quotient(whole, power) * power;

const isPlain = (size: number): boolean => size === 0 || (size >= leastPlain && size < mostPlain);

/**
 * The test of the numbers of a group for a text of digits, signs, a point and an exponent. What it remembers serves all groups of a column:
 * make one for each column and search.
 */
export function numberFinder(text: string): (values: Float64Array) => NumberFinder {
  const written = (value: number): boolean => String(value).includes(text);
  const found = /^(-?)(\d*)(\.?)(\d*)$/.exec(text);
  // Only numbers with an exponent are written with other signs.
  if (!found) return () => (value) => value === value && !isPlain(Math.abs(value)) && written(value);
  const [, sign = '', before = '', point = '', after = ''] = found;
  const digits = before.length + after.length;
  const may = digits > 14 ? () => true : mayHold({ before, after, point, signed: sign !== '' });
  if (may === null) return amongDigits(before, written);
  return () =>
    sign === ''
      ? (value) => value === value && may(Math.abs(value)) && written(value)
      : (value) => (value < 0 ? may(-value) : value < leastPlain) && written(value);
}

interface Searched {
  before: string;
  point: string;
  after: string;
  /** Behind a minus, so that the number begins with it. */
  signed: boolean;
}

/** Whether a number of this size may hold what is searched; null for digits alone, which may stand anywhere. */
function mayHold({ before, point, after, signed }: Searched): ((size: number) => boolean) | null {
  const sought = Number(before + after);
  if (before + after === '')
    return point ? (size) => !isPlain(size) || !Number.isInteger(size) : () => true;
  if (point) {
    const [scale, width] = [powers[after.length]!, powers[before.length + after.length]!];
    return (size) => {
      const scaled = size * scale;
      if (!isPlain(size) || scaled >= mostScaled) return true;
      // What rounding may have done to the digits lies well within these two.
      const [low, high] = [Math.floor(scaled * (1 - 2 ** -50)), Math.floor(scaled * (1 + 2 ** -50))];
      if (signed) return low === sought || high === sought;
      return rest(low, width) === sought || (high !== low && rest(high, width) === sought);
    };
  }
  if (!signed) return null;
  const width = powers[before.length]!;
  return (size) => {
    if (!isPlain(size) || size >= mostWhole) return true;
    let first = Math.floor(size);
    while (first >= width) first = quotient(first, 10);
    return first === sought;
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
function amongDigits(
  digits: string,
  written: (value: number) => boolean,
): (values: Float64Array) => NumberFinder {
  const memories = new Map<number, Uint8Array>();
  return (values) => {
    const decimals = decimalsOf(values);
    if (decimals === null) return (value) => value === value && written(value);
    const scale = powers[decimals]!;
    const memory = memories.get(decimals) ?? new Uint8Array(remembered);
    memories.set(decimals, memory);
    const may = digitsIn(digits, decimals);
    return (value) => {
      if (value !== value) return false;
      const size = Math.abs(value);
      const whole = Math.round(size * scale);
      if (whole / scale !== size || whole >= mostWhole || !isPlain(size)) return written(value);
      if (whole >= remembered) return may(whole) && written(size);
      const known = memory[whole]!;
      if (known !== 0) return known === 2;
      const holds = may(whole) && written(size);
      memory[whole] = holds ? 2 : 1;
      return holds;
    };
  };
}

/** Whether the digits are among those of whole / 10^decimals, zeros at the end included. */
function digitsIn(digits: string, decimals: number): (whole: number) => boolean {
  const [sought, width, scale] = [Number(digits), powers[digits.length]!, powers[decimals]!];
  const leastLeft = powers[digits.length - 1]!;
  return (whole) => {
    let left = quotient(whole, scale);
    // A one before the decimals holds their zeros in place.
    let right = whole - left * scale + scale;
    if (left === sought) return true;
    for (; left >= leastLeft; left = quotient(left, 10)) if (rest(left, width) === sought) return true;
    for (; right >= width; right = quotient(right, 10)) if (rest(right, width) === sought) return true;
    return false;
  };
}
