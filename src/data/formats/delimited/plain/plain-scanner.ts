// Finds the cells of rows in bytes, where all of them are plainly rows of the table: as many cells as there are names, no quote, a digit first.
// Anything else is for parse-rows.ts and row-rules.ts, which read texts.
import type { PlainRows } from '../../../cells/bytes/plain-rows';
import type { Marks } from '../marks';

const ordinary = 0;
const delimiting = 1;
const ending = 2;
const refused = 3;
const lineFeed = 10;
const zero = 48;

/** Scans whole lines of UTF-8. */
export class PlainScanner {
  readonly #kinds: Uint8Array;
  /** The greatest byte that is not ordinary: of most delimiters less than any digit or letter. */
  readonly #greatest: number;
  readonly #width: number;
  #marks = new Int32Array(1024);

  private constructor(kinds: Uint8Array, width: number) {
    this.#kinds = kinds;
    this.#greatest = kinds.findLastIndex((kind) => kind !== ordinary);
    this.#width = width;
  }

  /** A scanner for tables so written, or null where their rows are never plain. */
  static of({ delimiter, quote, newline, runs, bordered }: Marks, width: number): PlainScanner | null {
    const code = delimiter.charCodeAt(0);
    if (newline !== 'lf' || runs !== null || bordered || delimiter.length !== 1 || code > 127) return null;
    const kinds = new Uint8Array(256);
    kinds[lineFeed] = ending;
    if (quote !== null) kinds[quote.charCodeAt(0)] = refused;
    if (kinds[code] !== ordinary) return null;
    kinds[code] = delimiting;
    return new PlainScanner(kinds, width);
  }

  /** The rows, or null where one of them is not plain. Good until the next call. */
  scan(bytes: Uint8Array): PlainRows | null {
    const kinds = this.#kinds;
    const greatest = this.#greatest;
    const width = this.#width;
    const marks = this.#room(bytes.length);
    marks[0] = -1;
    let count = 0;
    let rows = 0;
    let cells = 0;
    if (!startsPlain(bytes, 0)) return null;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte > greatest) continue;
      const kind = kinds[byte] ?? 0;
      if (kind === ordinary) continue;
      marks[++count] = at;
      if (kind === delimiting) {
        if (++cells === width) return null;
        continue;
      }
      if (kind === refused || cells !== width - 1) return null;
      if (at + 1 < bytes.length && !startsPlain(bytes, at + 1)) return null;
      rows++;
      cells = 0;
    }
    return { bytes, marks, rows, width };
  }

  #room(bytes: number): Int32Array {
    // A mark for every byte, and the one before the first cell.
    if (this.#marks.length <= bytes) this.#marks = new Int32Array(bytes + 1);
    return this.#marks;
  }
}

function startsPlain(bytes: Uint8Array, at: number): boolean {
  const digit = (bytes[at] ?? 0) - zero;
  return digit >= 0 && digit <= 9;
}
