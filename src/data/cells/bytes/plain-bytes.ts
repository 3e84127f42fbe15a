// Plain numbers and days in bytes: by the same arithmetic as parse-number.ts and plain-day.ts have for texts, so that both read the same.
import { daysSince1970 } from '../dates/plain-day';

const zero = 48;
const longest = 17;
/** So many characters hold no more than Int32 does. */
const longestInt32 = 9;
const maxExact = 2 ** 53;
const powersOfTen = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);
const msPerDay = 86_400_000;

/** What `parsePlain` reads of the text. */
export function plainNumber(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if (length > longestInt32) return longNumber(bytes, from, to);
  if (length === 0) return NaN;
  const sign = bytes[from] ?? 0;
  const negative = sign === 45;
  let at = negative || sign === 43 ? from + 1 : from;
  const first = at;
  let mantissa = 0;
  let dot = -1;
  for (; at < to; at++) {
    const digit = (bytes[at] ?? 0) - zero;
    if (digit >= 0 && digit <= 9) mantissa = (Math.imul(mantissa, 10) + digit) | 0;
    else if (digit === -2 && dot < 0) dot = at;
    else return NaN;
  }
  if (dot < 0) {
    if (to === first || (to - first > 1 && bytes[first] === zero)) return NaN;
    return negative ? -mantissa : mantissa;
  }
  if (to - first === 1) return NaN;
  const value = mantissa / (powersOfTen[to - dot - 1] ?? 1);
  return negative ? -value : value;
}

/** The same of what Int32 is too small for. */
function longNumber(bytes: Uint8Array, from: number, to: number): number {
  if (to - from > longest) return NaN;
  const sign = bytes[from] ?? 0;
  const negative = sign === 45;
  let at = negative || sign === 43 ? from + 1 : from;
  const first = at;
  let mantissa = 0;
  let dot = -1;
  for (; at < to; at++) {
    const digit = (bytes[at] ?? 0) - zero;
    if (digit >= 0 && digit <= 9) mantissa = mantissa * 10 + digit;
    else if (digit === -2 && dot < 0) dot = at;
    else return NaN;
  }
  const digits = to - first - (dot < 0 ? 0 : 1);
  if (digits === 0 || mantissa >= maxExact) return NaN;
  if (dot < 0 && digits > 1 && bytes[first] === zero) return NaN;
  const value = dot < 0 ? mantissa : mantissa / (powersOfTen[to - dot - 1] ?? 1);
  return negative ? -value : value;
}

/** What `parsePlainDay` reads of a text of ten characters; NaN for any other. */
export function plainDay(bytes: Uint8Array, from: number, to: number): number {
  if (to - from !== 10 || bytes[from + 4] !== 45 || bytes[from + 7] !== 45) return NaN;
  return (
    daysSince1970(
      twoDigits(bytes, from) * 100 + twoDigits(bytes, from + 2),
      twoDigits(bytes, from + 5),
      twoDigits(bytes, from + 8),
    ) * msPerDay
  );
}

function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - zero;
  const ones = (bytes[at + 1] ?? 0) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}
