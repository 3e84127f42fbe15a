// Finds the rows of a piece of bytes, where all of them are plainly rows of the table. Anything else is for parse-rows.ts and row-rules.ts, which
// read texts.
import { textOf } from '../../../cells/bytes/byte-cells';
import { CellMemo } from '../../../cells/bytes/cell-memo';
import { ByteKernel } from '../../../kernels/bytes/byte-kernel';
import type { ByteMarks, PlainRows } from '../../../cells/bytes/plain-rows';
import { scanRows } from '../../../cells/bytes/scan-rows';
import type { Marks } from '../marks';
import { mayBeTotal, type RowRules } from '../row-rules';

const lineFeed = 10;
const carriageReturn = 13;
const blank = 32;
const zero = 48;
const ascii = 128;

/** Letters with which no name of a sum begins: 1 by their byte. */
const isWord = Uint8Array.from({ length: 256 }, (_, byte) => {
  const letter = String.fromCharCode(byte);
  return /[a-z]/i.test(letter) && byte < ascii && !mayBeTotal(letter) ? 1 : 0;
});

/** What of the rules for rows the scanner asks. */
export type FirstCells = Pick<RowRules, 'takesFirst' | 'takesWords'>;

/** Scans whole lines of UTF-8. */
export class PlainScanner {
  readonly #marks: ByteMarks;
  readonly #width: number;
  readonly #kernel: ByteKernel | null;
  /** First cells that were judged before. */
  readonly #known = new CellMemo();
  readonly #judged: boolean[] = [];

  private constructor(marks: ByteMarks, width: number, kernel: ByteKernel | null) {
    this.#marks = marks;
    this.#width = width;
    this.#kernel = kernel;
  }

  /** A scanner for tables so written, in pieces of so many bytes; null where their rows are never plain. */
  static of(marks: Marks, width: number, pieceBytes: number): PlainScanner | null {
    const { delimiter, quote, escape, newline, runs } = marks;
    const code = delimiter.charCodeAt(0);
    if (newline !== 'lf' || runs !== null || delimiter.length !== 1 || code >= ascii || width === 0)
      return null;
    if (marks.bordered || marks.curly || marks.enclosed) return null;
    if ([lineFeed, carriageReturn, quote?.charCodeAt(0)].includes(code)) return null;
    if (quote !== null && escape !== 'double') return null;
    const parted = { delimiter: code, quote: quote?.charCodeAt(0) ?? null };
    return new PlainScanner(parted, width, ByteKernel.open(pieceBytes));
  }

  /** The rows, or null where one of them is not plain. Good until the next call. */
  scan(bytes: Uint8Array, rules: FirstCells): PlainRows | null {
    const rows = this.#kernel?.holds(bytes)
      ? this.#kernel.scan(bytes, this.#marks, this.#width)
      : scanRows(bytes, this.#marks, this.#width);
    return rows && this.#areTaken(rows, rules) ? rows : null;
  }

  #areTaken(plain: PlainRows, rules: FirstCells): boolean {
    const { bytes, starts, ends, rows, width } = plain;
    for (let row = 0, cell = 0; row < rows; row++, cell += width) {
      const start = starts[cell] ?? 0;
      const end = ends[cell] ?? 0;
      const digit = (bytes[start] ?? 0) - zero;
      if (digit >= 0 && digit <= 9 && start < end) continue;
      if (rules.takesWords && (isWord[bytes[start] ?? 0] ?? 0) > 0 && start < end) continue;
      if (!this.#isTaken(bytes.subarray(start, end), rules) && !(width > 1 && hasMore(plain, cell)))
        return false;
    }
    return true;
  }

  #isTaken(cell: Uint8Array, rules: FirstCells): boolean {
    const known = this.#judged[this.#known.find(cell, 0, cell.length)];
    if (known !== undefined) return known;
    const isTaken = rules.takesFirst(textOf(cell));
    if (this.#known.add(cell, 0, cell.length) >= 0) this.#judged.push(isTaken);
    return isTaken;
  }
}

/** Whether the first cell of a row is blank and another one is not: then it is missing, and no row of blanks is looked for. */
function hasMore({ bytes, starts, ends, width }: PlainRows, first: number): boolean {
  if (hasText(bytes, starts[first] ?? 0, ends[first] ?? 0)) return false;
  for (let cell = first + 1; cell < first + width; cell++)
    if (hasText(bytes, starts[cell] ?? 0, ends[cell] ?? 0)) return true;
  return false;
}

/** Whether something plainly stands there: of bytes beyond ASCII some are blanks. */
function hasText(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte > blank && byte < ascii) return true;
  }
  return false;
}
