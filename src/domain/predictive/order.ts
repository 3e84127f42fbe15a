// The order of a column's numbers, by digits: ranks, codes and cuts of a sample follow from it without comparing.

const bits = 11;
const digits = 1 << bits;
const passes = Math.ceil(64 / bits);

/**
 * Rows of the numbers from the least to the greatest, equal ones in their order; −0 is 0, and missing numbers (NaN) are left out.
 * A sort by digits of 11 bits from the last to the first; digits in which all numbers are alike are skipped.
 */
export function orderOf(values: Float64Array): Uint32Array<ArrayBuffer> {
  const rows = presentRows(values);
  const [low, high] = wordsOf(values, rows);
  let places = new Uint32Array(rows.length).map((_, place) => place);
  let next = new Uint32Array(rows.length);
  const digit = new Uint16Array(rows.length);
  const starts = new Uint32Array(digits);
  for (let pass = 0; pass < passes; pass++) {
    const shift = pass * bits;
    starts.fill(0);
    for (let place = 0; place < digit.length; place++) {
      const of = digitAt(low[place]!, high[place]!, shift);
      digit[place] = of;
      starts[of]!++;
    }
    if (starts[digit[0] ?? 0] === digit.length) continue;
    for (let at = 0, sum = 0; at < digits; at++) {
      const count = starts[at]!;
      starts[at] = sum;
      sum += count;
    }
    for (let at = 0; at < places.length; at++) {
      const place = places[at]!;
      next[starts[digit[place]!]!++] = place;
    }
    [places, next] = [next, places];
  }
  return places.map((place) => rows[place]!);
}

function presentRows(values: Float64Array): Uint32Array {
  const rows = new Uint32Array(values.length);
  let count = 0;
  for (let row = 0; row < values.length; row++) if (values[row] === values[row]) rows[count++] = row;
  return rows.subarray(0, count);
}

/** Words of 32 bits whose order is that of the numbers: negative ones are turned over. */
function wordsOf(values: Float64Array, rows: Uint32Array): [low: Uint32Array, high: Uint32Array] {
  const numbers = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at++) numbers[at] = values[rows[at]!]! + 0; // −0 is 0
  const halves = new Uint32Array(numbers.buffer); // little-endian, as every engine that runs this is
  const [low, high] = [new Uint32Array(rows.length), new Uint32Array(rows.length)];
  for (let at = 0; at < rows.length; at++) {
    const [first, second] = [halves[2 * at]!, halves[2 * at + 1]!];
    const negative = second >>> 31 === 1;
    low[at] = negative ? ~first : first;
    high[at] = negative ? ~second : second | 0x8000_0000;
  }
  return [low, high];
}

/** The 11 bits from `shift` on, which may lie across both words. */
function digitAt(low: number, high: number, shift: number): number {
  if (shift >= 32) return (high >>> (shift - 32)) & (digits - 1);
  const inLow = low >>> shift;
  return (shift + bits > 32 ? inLow | (high << (32 - shift)) : inLow) & (digits - 1);
}

/** Ranks from 1 of the numbers; equal ones share the mean of theirs (Kendall 1945); of a missing one NaN. */
export function midRanks(values: Float64Array, order = orderOf(values)): Float64Array<ArrayBuffer> {
  const ranks = new Float64Array(values.length).fill(NaN);
  for (let from = 0, to = 0; from < order.length; from = to) {
    const value = values[order[from]!];
    while (to < order.length && values[order[to]!] === value) to++;
    for (let at = from; at < to; at++) ranks[order[at]!] = (from + to + 1) / 2;
  }
  return ranks;
}

/** Numbers as small whole ones, equal ones alike and missing ones too. */
export function codesOf(values: Float64Array, order = orderOf(values)): { codes: Int32Array; count: number } {
  const codes = new Int32Array(values.length).fill(-1);
  let count = 0;
  for (let at = 0; at < order.length; at++) {
    if (at > 0 && values[order[at]!] !== values[order[at - 1]!]) count++;
    codes[order[at]!] = count;
  }
  if (order.length > 0) count++;
  if (order.length === values.length) return { codes, count };
  for (let row = 0; row < codes.length; row++) if (codes[row] === -1) codes[row] = count;
  return { codes, count: count + 1 };
}
