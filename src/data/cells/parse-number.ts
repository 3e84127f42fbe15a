// Numbers as files write them. Strict: what is not wholly a number is none, and neither is an identifier that only looks like one.

import type { DecimalMark } from '../../contract/data/cell-reading';

const powersOfTen = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);
const general = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?$/;
const groupedDot = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const groupedComma = /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/;
const plainComma = /^[+-]?(?:\d+,\d*|,\d+)(?:[eE][+-]?\d{1,4})?$/;
const zero = 48;
const maxExact = 2 ** 53;
const largest = 1e150;

/**
 * The number that a trimmed cell is, or NaN. Refused as identifiers: whole numbers that begin with a needless 0
 * (postcodes) and those over 2⁵³, which a Float64 cannot hold.
 */
export function parseNumber(cell: string, mark: DecimalMark = 'dot'): number {
  const fast = parsePlain(cell);
  if (mark === 'dot') {
    if (fast === fast) return fast;
    if (general.test(cell)) return checked(cell);
    return groupedDot.test(cell) ? checked(cell.replaceAll(',', '')) : NaN;
  }
  if (groupedComma.test(cell)) return checked(cell.replaceAll('.', '').replace(',', '.'));
  if (plainComma.test(cell)) return checked(cell.replace(',', '.'));
  return fast === fast && !cell.includes('.') ? fast : general.test(cell) ? checked(cell) : NaN;
}

/** Digits with at most one dot, up to 2⁵³: exact by one division (Clinger 1990), several times faster than a regular expression. */
export function parsePlain(cell: string): number {
  const length = cell.length;
  if (length === 0 || length > 17) return NaN;
  const sign = cell.charCodeAt(0);
  const negative = sign === 45;
  let at = negative || sign === 43 ? 1 : 0;
  const first = at;
  let mantissa = 0;
  let dot = -1;
  for (; at < length; at++) {
    const digit = cell.charCodeAt(at) - zero;
    if (digit >= 0 && digit <= 9) mantissa = mantissa * 10 + digit;
    else if (digit === -2 && dot < 0) dot = at;
    else return NaN;
  }
  const digits = length - first - (dot < 0 ? 0 : 1);
  if (digits === 0 || mantissa >= maxExact) return NaN;
  if (dot < 0 && digits > 1 && cell.charCodeAt(first) === zero) return NaN;
  const value = dot < 0 ? mantissa : mantissa / (powersOfTen[length - dot - 1] ?? 1);
  return negative ? -value : value;
}

function checked(text: string): number {
  const whole = /^[+-]?\d+$/.test(text);
  if (whole && /^[+-]?0\d/.test(text)) return NaN;
  const value = Number(text);
  // Beyond largest, squares overflow and every statistic with them.
  if (whole) return Math.abs(value) < maxExact ? value : NaN;
  return Math.abs(value) <= largest ? value : NaN;
}
