// Rows of a piece of text by its marks. A line without quotes is only split; one with quotes is read cell by cell.
// Streaming is the caller's: it adds what comes next to what was left. Not for judging rows: row-rules.ts does that.
import { splitLine, straightQuotes, unborder, type Marks } from './marks';

/** Rows that are complete, and where they end. */
export interface ParsedText {
  rows: string[][];
  /** Each row's text with its line end; empty unless asked for. */
  lines: string[];
  /** Where the first row begins that is not complete. */
  cursor: number;
  /** Whether that row waits for a closing quote. */
  isOpen: boolean;
}

/** How much is parsed: `last` where nothing follows the text, `most` rows. */
export interface ParseOptions {
  last: boolean;
  withLines?: boolean;
  most?: number;
}

/** Parses a piece of text; unless it is the `last` one, a row that may go on in the next is left for it. */
export function parseRows(
  marks: Marks,
  text: string,
  { last, withLines = false, most = Infinity }: ParseOptions,
): ParsedText {
  const read = marks.curly ? straightQuotes(text) : text;
  if (!withLines && most === Infinity && isPlain(marks, read)) return splitText(marks, read, last);
  const scanner = new Scanner(marks, read, last);
  const parsed: ParsedText = { rows: [], lines: [], cursor: 0, isOpen: false };
  while (parsed.rows.length < most && parsed.cursor < text.length) {
    const row = scanner.next(parsed.cursor);
    if (row === null) break;
    const opened = marks.enclosed ? openLine(marks, row) : null;
    parsed.rows.push(opened ?? row);
    const line = withLines ? text.slice(parsed.cursor, scanner.end) : '';
    // Cells behind it would stand outside of the quotes that enclose the line.
    if (withLines) parsed.lines.push(opened ? `${row[0] ?? ''}${lineEnd.exec(line)?.[0] ?? ''}` : line);
    parsed.cursor = scanner.end;
  }
  parsed.isOpen = scanner.isOpen;
  return parsed;
}

const lineEnd = /[\r\n]*$/;

/** The cells of a line that is enclosed as a whole, or null where it is not. */
function openLine(marks: Marks, [line, ...more]: readonly string[]): string[] | null {
  if (line === undefined || more.length > 0 || !line.includes(marks.delimiter)) return null;
  return parseRows({ ...marks, enclosed: false }, line, { last: true, most: 1 }).rows[0] ?? null;
}

/** Whether every line feed ends a row and every delimiter a cell: most texts are so for long stretches. */
function isPlain({ quote, newline, runs, bordered }: Marks, text: string): boolean {
  return newline === 'lf' && runs === null && !bordered && (quote === null || !text.includes(quote));
}

function splitText({ delimiter }: Marks, text: string, last: boolean): ParsedText {
  const lines = text.split('\n');
  const rest = lines.pop() ?? '';
  if (last && rest !== '') lines.push(rest);
  const hasReturns = text.includes('\r');
  const rows = lines.map((line) => (hasReturns ? line.replace(/\r+$/, '') : line).split(delimiter));
  return { rows, lines: [], cursor: last ? text.length : text.length - rest.length, isOpen: false };
}

/** Where a mark stands next, looked for once and kept until it is passed. */
class Finder {
  readonly #text: string;
  readonly #mark: string;
  #at = -2;
  #from = 0;

  constructor(text: string, mark: string | null) {
    this.#text = text;
    this.#mark = mark ?? '';
    if (mark === null) this.#at = -1;
  }

  /** The first place from `from` on, or −1. */
  after(from: number): number {
    if (this.#at === -1 && from >= this.#from) return -1;
    if (this.#at < from || from < this.#from) {
      this.#at = this.#text.indexOf(this.#mark, from);
      this.#from = from;
    }
    return this.#at;
  }
}

const isBlank = (character: string | undefined): boolean => character === ' ' || character === '\t';

class Scanner {
  /** Behind the last row's line end. */
  end = 0;
  isOpen = false;
  /** The next quote that ends a cell in the line that ends at `stop`, or −1. */
  #closing = { stop: -1, at: -1 };
  readonly #marks: Marks;
  readonly #text: string;
  readonly #last: boolean;
  readonly #feeds: Finder;
  readonly #returns: Finder;
  readonly #quotes: Finder;
  readonly #delimiters: Finder;

  constructor(marks: Marks, text: string, last: boolean) {
    this.#marks = marks;
    this.#text = text;
    this.#last = last;
    this.#feeds = new Finder(text, '\n');
    this.#returns = new Finder(text, marks.newline === 'any' ? '\r' : null);
    this.#quotes = new Finder(text, marks.quote);
    this.#delimiters = new Finder(text, marks.delimiter);
  }

  /** The row that begins at a place, or null where it is not complete. */
  next(from: number): string[] | null {
    const stop = this.#lineStop(from);
    if (stop < 0) return null;
    const quote = this.#quotes.after(from);
    if (quote >= 0 && quote < stop) return this.#quotedRow(from);
    this.end = this.#behind(stop);
    return splitLine(this.#line(from, stop), this.#marks);
  }

  /** Where the line ends that holds a place; −1 where the text does not show it. */
  #lineStop(from: number): number {
    const feed = this.#feeds.after(from);
    const carriage = this.#returns.after(from);
    const stop = carriage >= 0 && (feed < 0 || carriage < feed) ? carriage : feed;
    if (stop < 0) return this.#last ? this.#text.length : -1;
    // A line feed that belongs to the carriage return may be the next piece's first character.
    return stop === carriage && stop === this.#text.length - 1 && !this.#last ? -1 : stop;
  }

  #behind(stop: number): number {
    return this.#text[stop] === '\r' && this.#text[stop + 1] === '\n' ? stop + 2 : stop + 1;
  }

  #line(from: number, stop: number): string {
    let to = stop;
    while (to > from && this.#text.charCodeAt(to - 1) === 13) to--;
    return this.#text.slice(from, to);
  }

  #quotedRow(from: number): string[] | null {
    const { bordered, runs } = this.#marks;
    const cells: string[] = [];
    let at = runs === null ? from : this.#behindBlanks(from);
    for (;;) {
      const start = this.#behindBlanks(at);
      const cell = this.#text[start] === this.#marks.quote ? this.#quotedCell(start) : this.#plainCell(at);
      if (cell === null) return null;
      cells.push(cell.value);
      const delimiter = this.#delimiterAt(cell.to);
      if (delimiter === 0 || (runs !== null && this.#isLineEnd(cell.to + delimiter))) {
        const stop = this.#lineStop(cell.to);
        if (stop < 0) return null;
        this.end = Math.min(this.#text.length, this.#behind(stop));
        return bordered ? unborder(cells) : cells;
      }
      at = cell.to + delimiter;
    }
  }

  /** Characters of the delimiter at a place, 0 where none is there. */
  #delimiterAt(at: number): number {
    const { delimiter, runs } = this.#marks;
    if (runs === null) return this.#text.startsWith(delimiter, at) ? delimiter.length : 0;
    let to = at;
    while (isBlank(this.#text[to])) to++;
    return to - at >= (runs === 'two' ? 2 : 1) || (to > at && this.#isLineEnd(to)) ? to - at : 0;
  }

  #isLineEnd(at: number): boolean {
    const character = this.#text[at];
    return character === undefined || character === '\n' || character === '\r';
  }

  #behindBlanks(from: number): number {
    const { delimiter, runs } = this.#marks;
    let at = from;
    while (isBlank(this.#text[at]) && (runs !== null || this.#text[at] !== delimiter)) at++;
    return at;
  }

  /** A cell that no quote begins: to the next delimiter or the end of its line. */
  #plainCell(from: number): { value: string; to: number } | null {
    const stop = this.#lineStop(from);
    if (stop < 0) return null;
    const { runs } = this.#marks;
    let to = runs === null ? this.#delimiters.after(from) : from;
    if (runs !== null) while (to < stop && this.#delimiterAt(to) === 0) to++;
    if (to < 0 || to > stop) to = stop;
    return { value: to === stop ? this.#line(from, stop) : this.#text.slice(from, to), to };
  }

  /**
   * A cell in quotes. One that is closed by a quote with something behind it goes on to a quote that ends the cell in the same line;
   * where there is none, the quote that began it is a character like others.
   */
  #quotedCell(start: number): { value: string; to: number } | null {
    const text = this.#text;
    const { quote, escape } = this.#marks;
    const mark = quote ?? '"';
    for (let at = text.indexOf(mark, start + 1); ; at = text.indexOf(mark, at + 1)) {
      if (at < 0) {
        this.isOpen = true;
        return null;
      }
      if (escape === 'backslash' && this.#isEscaped(at, start)) continue;
      if (escape === 'double' && text[at + 1] === mark) {
        at++;
        continue;
      }
      const to = this.#behindBlanks(at + 1);
      if (to >= text.length && !this.#last) return null;
      if (this.#delimiterAt(at + 1) > 0 || this.#delimiterAt(to) > 0 || this.#isLineEnd(to)) {
        const value = unescape(text.slice(start + 1, at), mark, escape);
        return { value, to: this.#delimiterAt(at + 1) > 0 ? at + 1 : to };
      }
      const stop = this.#lineStop(start);
      if (stop < 0) return null;
      if (at > stop || !this.#closesBefore(at, stop)) return this.#plainCell(start);
    }
  }

  /**
   * Whether a quote with nothing but blanks up to a delimiter or the line's end follows in the same line. What was found is kept: else a
   * long line of bad quotes would be searched again for each of them.
   */
  #closesBefore(from: number, stop: number): boolean {
    const { stop: known, at: found } = this.#closing;
    if (known === stop && (found < 0 || found > from)) return found >= 0;
    const mark = this.#marks.quote ?? '"';
    let at = this.#text.indexOf(mark, from + 1);
    while (at >= 0 && at < stop) {
      const to = this.#behindBlanks(at + 1);
      if (this.#delimiterAt(at + 1) > 0 || this.#delimiterAt(to) > 0 || to >= stop) break;
      at = this.#text.indexOf(mark, at + 1);
    }
    if (at >= stop) at = -1;
    this.#closing = { stop, at };
    return at >= 0;
  }

  #isEscaped(at: number, start: number): boolean {
    let slashes = 0;
    while (at - 1 - slashes > start && this.#text[at - 1 - slashes] === '\\') slashes++;
    return slashes % 2 === 1;
  }
}

function unescape(value: string, quote: string, escape: Marks['escape']): string {
  if (escape === 'double') return value.includes(quote) ? value.replaceAll(quote + quote, quote) : value;
  return value.includes('\\') ? value.replaceAll(/\\(["'\\])/g, '$1') : value;
}

/** The cells of a line whose quotes may begin anywhere in a cell, as shells read them; the quotes stay. */
export function splitOutsideQuotes(line: string, { delimiter, quote }: Marks): string[] {
  const cells: string[] = [];
  let isInside = false;
  let from = 0;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === quote) isInside = !isInside;
    else if (!isInside && line.startsWith(delimiter, at)) {
      cells.push(line.slice(from, at));
      from = at + delimiter.length;
      at = from - 1;
    }
  }
  return [...cells, line.slice(from)];
}
