// AssemblyScript, not TypeScript: `npm run assembly` compiles it to kernel-bytes.ts. Finds the cells of rows in bytes, and reads plain numbers and
// days, with SIMD. Its twins in TypeScript are cells/bytes/scan-rows.ts and plain-bytes.ts: both give the same, bit for bit.
//
// Bytes may be read up to 64 behind their end; whoever places them leaves that room. Nothing here grows the memory.

const lineFeed: i32 = 10;
const carriageReturn: i32 = 13;

/** 10^0 to 10^22, each exact. */
const powers = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
]);

/** Bit 0: a byte above 127; bit 1: a NUL. */
export function kinds(from: usize, to: usize): i32 {
  let high = i8x16.splat(0);
  let nul = i8x16.splat(0);
  const zero = i8x16.splat(0);
  const whole = from + ((to - from) & ~(<usize>15));
  for (let at = from; at < whole; at += 16) {
    const bytes = v128.load(at);
    high = v128.or(high, bytes);
    nul = v128.or(nul, i8x16.eq(bytes, zero));
  }
  let found = (i8x16.bitmask(high) != 0 ? 1 : 0) | (v128.any_true(nul) ? 2 : 0);
  for (let at = whole; at < to; at++) {
    const byte = <i32>load<u8>(at);
    if (byte > 127) found |= 1;
    if (byte == 0) found |= 2;
  }
  return found;
}

@inline
function mask64(at: usize, byte: v128): u64 {
  return (
    <u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at), byte))) |
    (<u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at, 16), byte))) << 16) |
    (<u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at, 32), byte))) << 32) |
    (<u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at, 48), byte))) << 48)
  );
}

// Bit n: the xor of the bits up to n.
@inline
function prefixXor(bits: u64): u64 {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;
  return bits;
}

/**
 * Cells of whole lines: Int32 offsets from `from` of where each begins and ends, a quote around it left out.
 * @returns the rows; −1 where not all of them have `width` cells, where a quote stands elsewhere than around a cell, or stands twice in one.
 * `quote`: 0 where there is none. `starts` needs room for an Int32 for each byte and 64 more, `ends` too.
 */
export function scan(
  from: usize,
  to: usize,
  starts: usize,
  ends: usize,
  delimiter: i32,
  quote: i32,
  width: i32,
): i32 {
  const delimiters = i8x16.splat(<i8>delimiter);
  const feeds = i8x16.splat(<i8>lineFeed);
  const returns = i8x16.splat(<i8>carriageReturn);
  const quotes = i8x16.splat(<i8>quote);
  let out = ends;
  let inside: u64 = 0;
  // Whether the last byte of the bits before was a mark, and whether it was a quote that closes.
  let marked: u64 = 1;
  let closed: u64 = 0;
  let anyQuote = false;
  for (let at = from; at < to; at += 64) {
    const left = to - at;
    const valid: u64 = left >= 64 ? ~(<u64>0) : ((<u64>1) << (<u64>left)) - 1;
    let marks = (mask64(at, delimiters) | mask64(at, feeds)) & valid;
    if (quote != 0) {
      const quoted = mask64(at, quotes) & valid;
      if ((quoted | inside | closed) != 0) {
        anyQuote = true;
        const within = prefixXor(quoted) ^ inside;
        marks &= ~within;
        const opening = quoted & within;
        const closing = quoted & ~within;
        // A quote opens behind a mark only; and only a mark, or the return before a line feed, stands behind one that closes.
        const returned = mask64(at, returns) & valid & ~within;
        if ((opening & ~((marks << 1) | marked)) != 0) return -1;
        if ((((closing << 1) | closed) & valid & ~(marks | returned)) != 0) return -1;
        inside = <u64>((<i64>within) >> 63);
        closed = closing >> 63;
      }
      marked = marks >> 63;
    }
    const base = <i32>(at - from);
    while (marks != 0) {
      store<i32>(out, base + <i32>ctz(marks));
      out += 4;
      marks &= marks - 1;
    }
  }
  if (inside != 0) return -1;
  const cells = <i32>((out - ends) >> 2);
  if (cells == 0 || cells % width != 0) return -1;
  const rows = cells / width;
  if (load<u8>(to - 1) != <u8>lineFeed) return -1;
  return begin(from, starts, ends, rows, width, anyQuote ? quote : 0);
}

/** From where the marks stand to where the cells begin and end. */
function begin(from: usize, starts: usize, ends: usize, rows: i32, width: i32, quote: i32): i32 {
  let start: i32 = 0;
  let at = ends;
  let into = starts;
  for (let row = 0; row < rows; row++) {
    for (let column = 1; column < width; column++, at += 4, into += 4) {
      const end = load<i32>(at);
      if (load<u8>(from + end) == <u8>lineFeed) return -1;
      store<i32>(into, start);
      start = end + 1;
    }
    let end = load<i32>(at);
    if (load<u8>(from + end) != <u8>lineFeed) return -1;
    store<i32>(into, start);
    const next = end + 1;
    if (end > start && load<u8>(from + end - 1) == <u8>carriageReturn) end--;
    store<i32>(at, end);
    start = next;
    at += 4;
    into += 4;
  }
  return quote == 0 || unquote(from, starts, ends, rows * width, quote) ? rows : -1;
}

/** Leaves the quotes out. */
function unquote(from: usize, starts: usize, ends: usize, cells: i32, quote: i32): bool {
  for (let cell = 0; cell < cells; cell++) {
    const offset = (<usize>cell) << 2;
    const start = load<i32>(starts + offset);
    if (<i32>load<u8>(from + start) != quote) continue;
    const end = load<i32>(ends + offset);
    // A return that is no part of a line end stands behind the quote.
    if (end - start < 2 || <i32>load<u8>(from + end - 1) != quote) return false;
    store<i32>(starts + offset, start + 1);
    store<i32>(ends + offset, end - 1);
  }
  return true;
}

/** The number of a cell of up to eight digits and a point among them; NaN for anything else. */
@inline
function shortNumber(at: usize, length: i32): f64 {
  let digits = load<u64>(at) ^ 0x3030303030303030;
  // The bytes behind the cell are shifted out at the end, and digits are moved up behind leading zeros.
  const room = <u64>((8 - length) << 3);
  let odd = (((digits + 0x7676767676767676) | digits) & 0x8080808080808080) << room;
  digits <<= room;
  if (odd == 0) {
    if (length > 1 && ((digits >> room) & 0xff) == 0) return NaN;
    return <f64>eight(digits);
  }
  // One byte that is no digit: a point, which is 0x2e ^ 0x30 = 0x1e.
  const place = ctz(odd) & ~(<u64>7);
  if (((digits >> place) & 0xff) != 0x1e || length == 1) return NaN;
  odd &= odd - 1;
  if (odd != 0) return NaN;
  const decimals = <i32>(7 - (place >> 3));
  // The digits before the point move up into its place.
  const below = ((<u64>1) << place) - 1;
  const above = place == 56 ? 0 : (digits >> (place + 8)) << (place + 8);
  digits = ((digits & below) << 8) | above;
  return <f64>eight(digits) / load<f64>(powers + ((<usize>decimals) << 3));
}

/** The value of eight digits, the first of them in the lowest byte. */
@inline
function eight(digits: u64): u64 {
  digits = digits * 10 + (digits >> 8);
  return (
    ((digits & 0x000000ff000000ff) * 0x000f424000000064 +
      ((digits >> 16) & 0x000000ff000000ff) * 0x0000271000000001) >>
    32
  );
}

/** Up to 17 characters, a sign among them; NaN for anything that is not plain. */
function longNumber(from: usize, to: usize, first: usize): f64 {
  if (to - from > 17) return NaN;
  let mantissa: u64 = 0;
  let dot: usize = 0;
  for (let at = first; at < to; at++) {
    const digit = <u32>load<u8>(at) - 48;
    if (digit <= 9) mantissa = mantissa * 10 + digit;
    else if (digit == <u32>-2 && dot == 0) dot = at;
    else return NaN;
  }
  const digits = to - first - (dot == 0 ? 0 : 1);
  if (digits == 0 || mantissa >= 9007199254740992) return NaN;
  if (dot == 0) return digits > 1 && load<u8>(first) == 48 ? NaN : <f64>mantissa;
  return <f64>mantissa / load<f64>(powers + ((to - dot - 1) << 3));
}

/**
 * Numbers of cells, one every `stride` bytes of `starts` and `ends`: Float64 to `values`, NaN where a cell is no plain one. The places of those
 * that have any text go to `odd`, as Int32.
 * @returns how many these are.
 */
export function numbers(
  from: usize,
  starts: usize,
  ends: usize,
  stride: usize,
  count: i32,
  values: usize,
  odd: usize,
): i32 {
  let others = odd;
  for (let index = 0; index < count; index++, starts += stride, ends += stride, values += 8) {
    const start = from + load<i32>(starts);
    const end = from + load<i32>(ends);
    if (start == end) {
      store<f64>(values, NaN);
      continue;
    }
    const sign = load<u8>(start);
    const first = sign == 45 || sign == 43 ? start + 1 : start;
    const length = <i32>(end - first);
    const value = length == 0 ? NaN : length <= 8 ? shortNumber(first, length) : longNumber(start, end, first);
    if (value == value) {
      store<f64>(values, sign == 45 ? -value : value);
      continue;
    }
    // One pattern of bits for all that is none: what is stored is hashed.
    store<f64>(values, NaN);
    store<i32>(others, index);
    others += 4;
  }
  return <i32>((others - odd) >> 2);
}

@inline
function twoDigits(at: usize): i32 {
  const tens = <u32>load<u8>(at) - 48;
  const ones = <u32>load<u8>(at + 1) - 48;
  return tens <= 9 && ones <= 9 ? <i32>(tens * 10 + ones) : -1;
}

/** Days of each month, and those before it. */
const monthDays = memory.data<u8>([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
const daysBefore = memory.data<u16>([0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]);
const daysBefore1970: i32 = 719162;

/** Milliseconds since 1970 of a cell YYYY-MM-DD; NaN for anything else, such as a 30 February. */
function day(start: usize, end: usize): f64 {
  if (end - start != 10 || load<u8>(start, 4) != 45 || load<u8>(start, 7) != 45) return NaN;
  const century = twoDigits(start);
  const rest = twoDigits(start + 2);
  const month = twoDigits(start + 5);
  const date = twoDigits(start + 8);
  if (century < 0 || rest < 0 || month < 1 || month > 12 || date < 1) return NaN;
  const year = century * 100 + rest;
  const leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const last = <i32>load<u8>(monthDays + (month - 1)) + (leap && month == 2 ? 1 : 0);
  if (date > last) return NaN;
  const before = year - 1;
  // Of the year 0 each quotient is rounded down to −1, as it is of those after it to 0.
  const leapDays = before < 0 ? -1 : before / 4 - before / 100 + before / 400;
  const days =
    before * 365 +
    leapDays +
    <i32>load<u16>(daysBefore + (<usize>(month - 1) << 1)) +
    (leap && month > 2 ? 1 : 0) +
    date -
    1;
  return <f64>(days - daysBefore1970) * 86400000;
}

/** As `numbers`, of days in milliseconds. */
export function days(
  from: usize,
  starts: usize,
  ends: usize,
  stride: usize,
  count: i32,
  values: usize,
  odd: usize,
): i32 {
  let others = odd;
  for (let index = 0; index < count; index++, starts += stride, ends += stride, values += 8) {
    const start = from + load<i32>(starts);
    const end = from + load<i32>(ends);
    const value = day(start, end);
    store<f64>(values, value);
    if (start != end && value != value) {
      store<i32>(others, index);
      others += 4;
    }
  }
  return <i32>((others - odd) >> 2);
}
