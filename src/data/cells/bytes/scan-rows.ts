// Finds the cells of rows in bytes, where all of them are plainly written: the same as kernels/bytes/kernel.as has with SIMD, for tests and for browsers
// without WebAssembly.
import { plainDay, plainNumber } from './plain-bytes';
import type { ByteCells, ByteMarks, PlainKind, PlainRows } from './plain-rows';

const lineFeed = 10;
const carriageReturn = 13;
const readers = { number: plainNumber, day: plainDay };

/**
 * The cells of whole lines; null where not all of them have `width` cells, where a quote stands elsewhere than around a cell, or where it stands
 * inside of one. A cell in quotes may hold delimiters and line ends.
 */
export function scanRows(
  bytes: Uint8Array,
  { delimiter, quote }: ByteMarks,
  width: number,
): PlainRows | null {
  const starts: number[] = [];
  const ends: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const isQuoted = bytes[at] === quote;
    const start = isQuoted ? at + 1 : at;
    let end = start;
    if (isQuoted) {
      while (end < bytes.length && bytes[end] !== quote) end++;
      at = end + 1;
      if (bytes[at] === carriageReturn && bytes[at + 1] === lineFeed) at++;
    } else {
      for (; at < bytes.length && bytes[at] !== delimiter && bytes[at] !== lineFeed; at++)
        if (bytes[at] === quote) return null;
      end = bytes[at] === lineFeed && at > start && bytes[at - 1] === carriageReturn ? at - 1 : at;
    }
    const isLast = (starts.length + 1) % width === 0;
    if (bytes[at] !== (isLast ? lineFeed : delimiter)) return null;
    starts.push(start);
    ends.push(end);
    at++;
  }
  if (starts.length === 0 || starts.length % width !== 0) return null;
  return new ScannedRows(bytes, Int32Array.from(starts), Int32Array.from(ends), width);
}

class ScannedRows implements PlainRows {
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly width: number;
  readonly rows: number;

  constructor(bytes: Uint8Array, starts: Int32Array, ends: Int32Array, width: number) {
    this.bytes = bytes;
    this.starts = starts;
    this.ends = ends;
    this.width = width;
    this.rows = starts.length / width;
  }

  read(kind: PlainKind, { from, to, column, at }: ByteCells, values: Float64Array, odd: number[]): void {
    const { bytes, starts, ends, width } = this;
    const read = readers[kind];
    let cell = from * width + column;
    for (let row = from; row < to; row++, cell += width, at++) {
      const start = starts[cell] ?? 0;
      const end = ends[cell] ?? 0;
      const value = read(bytes, start, end);
      values[at] = value;
      if (value !== value && start !== end) odd.push(row);
    }
  }
}
