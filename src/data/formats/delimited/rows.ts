// The rows of a text table as a stream: each as wide as the header, or an error that names it. Types are not looked at.
import { HearthError } from '../../../contract/transport/fault';
import { letMessagesIn } from '../../rows/let-messages-in';
import { filePlace, readHead, type NamedBlob } from '../bytes';
import { markedEncoding } from './byte-order-mark';
import { decodeText } from './decode';
import { detectDialect, isBlank, type Dialect } from './dialect';
import { newParser, parseRows, type ParsedRows, type ParsedText } from './parse-rows';
import { detectEncoding, type Encoding } from './encoding';

/** Longest cell, in characters. */
const longestCell = 1024 * 1024;
/** A row that does not end within this many characters never will. */
const longestRow = 8 * longestCell;
const headCharacters = 1024 * 1024;
/** Small enough that the cells of one piece die young: with larger ones the garbage collector took a quarter of the time. */
const parsedAtOnce = 256 * 1024;

/** A text table whose encoding and dialect are known. */
export interface OpenTable {
  file: NamedBlob;
  encoding: Encoding;
  /** Whether it begins with a byte order mark, or is of an encoding that a CSV has to tell. */
  marked: boolean;
  dialect: Dialect;
}

/** Rows in file order; `firstRow` counts from 0. */
export interface RowsBlock {
  firstRow: number;
  rows: string[][];
  /** Each row's text with its line end, and the lines above the first row; empty unless asked for. */
  lines: string[];
  above: readonly string[];
  bytesDone: number;
}

/**
 * Looks at a file and finds how it is written. `expected`: names by which its first row is known to be a header.
 * @throws HearthError `file_empty`, `file_binary`, `file_encoding`.
 */
export async function openTable(
  file: NamedBlob,
  signal: AbortSignal,
  expected: readonly string[] = [],
): Promise<OpenTable> {
  const place = filePlace(file);
  const encoding = await detectEncoding(file, signal);
  let head = '';
  let complete = true;
  for await (const { text, bytesDone } of decodeText(file, encoding, signal)) {
    head += text;
    complete = bytesDone === file.size;
    if (head.length >= headCharacters) break;
  }
  if (head.trim() === '') throw new HearthError('file_empty', place);
  const marked = encoding !== 'utf-8' || markedEncoding(await readHead(file, 3)) !== null;
  return { file, encoding, marked, dialect: detectDialect(head, complete, expected) };
}

/**
 * All rows below the header, blank lines left out. Cells are as written, blanks around them included; `withLines`: so are their lines.
 * @throws HearthError `row_ragged`, `row_too_long`, `quote_unclosed`, `file_encoding`, each with the row from 1.
 */
export async function* readRows(
  table: OpenTable,
  signal: AbortSignal,
  withLines = false,
): AsyncGenerator<RowsBlock> {
  const reader = new RowReader(table, withLines);
  try {
    for await (const { text, bytesDone } of decodeText(table.file, table.encoding, signal))
      for (let from = 0; from < text.length; from += parsedAtOnce) {
        const block = reader.read(text.slice(from, from + parsedAtOnce), false);
        if (block.rows.length > 0) yield { ...block, bytesDone };
        await letMessagesIn();
      }
  } catch (error) {
    throw reader.locate(error);
  }
  const last = reader.read('', true);
  if (last.rows.length > 0) yield { ...last, bytesDone: table.file.size };
}

class RowReader {
  #table: OpenTable;
  #width: number;
  /** Text of a row that is not complete yet. */
  #pending = '';
  #rows = 0;
  /** Lines to leave out at the beginning. */
  #skip: number;
  readonly #withLines: boolean;
  readonly #above: string[] = [];

  constructor(table: OpenTable, withLines: boolean) {
    this.#table = table;
    this.#withLines = withLines;
    this.#width = table.dialect.names.length;
    this.#skip = (table.dialect.hasHeader ? 1 : 0) + (table.dialect.separatorLine ? 1 : 0);
  }

  read(text: string, last: boolean): Omit<RowsBlock, 'bytesDone'> {
    const input = this.#pending + text;
    const parsed = parseRows(this.#table.dialect, input, { last, withLines: this.#withLines });
    this.#pending = last ? '' : input.slice(parsed.cursor);
    const kept = this.#keep(parsed);
    if (this.#pending.length > longestRow) throw this.#endless();
    return { firstRow: this.#rows - kept.rows.length, ...kept, above: this.#above };
  }

  /** Adds the row to an error that came from below. */
  locate(error: unknown): unknown {
    if (!(error instanceof HearthError) || error.fault.place.row !== undefined) return error;
    const { code, params, detail } = error.fault;
    if (code !== 'file_encoding') return error;
    return new HearthError(code, this.#place(this.#rows + 1), params, detail);
  }

  #place(row: number): { file?: string; row: number } {
    return { ...filePlace(this.#table.file), row };
  }

  #keep(parsed: ParsedText): { rows: string[][]; lines: string[] } {
    // Errors in a row that is not complete may come from its being cut here.
    const malformed = parsed.errors.find(
      (error) => error.type === 'Quotes' && (error.row ?? 0) < parsed.data.length,
    );
    const rows: string[][] = [];
    const lines: string[] = [];
    for (let index = 0; index < parsed.data.length; index++) {
      const row = parsed.data[index] ?? [];
      const blank = isBlank(row);
      const number = this.#rows + 1;
      if (index === malformed?.row)
        throw new HearthError('quote_unclosed', this.#place(this.#skip > 0 ? 0 : number));
      if (blank) continue;
      if (this.#skip > 0) {
        this.#skip--;
        this.#above.push(parsed.lines[index] ?? '');
        continue;
      }
      this.#check(row, number);
      rows.push(row);
      if (this.#withLines) lines.push(parsed.lines[index] ?? '');
      this.#rows++;
    }
    return { rows, lines };
  }

  #check(row: string[], number: number): void {
    if (row.length !== this.#width)
      throw new HearthError('row_ragged', this.#place(number), { expected: this.#width, found: row.length });
    for (let column = 0; column < row.length; column++)
      if ((row[column] ?? '').length > longestCell)
        throw new HearthError(
          'row_too_long',
          { ...this.#place(number), column: this.#table.dialect.names[column] ?? '' },
          { limit: longestCell },
        );
  }

  #endless(): HearthError {
    const whole = newParser(this.#table.dialect).parse(this.#pending, 0, false) as ParsedRows;
    const open = whole.errors.some((error) => error.type === 'Quotes');
    const place = this.#place(this.#rows + 1);
    return open
      ? new HearthError('quote_unclosed', place)
      : new HearthError('row_too_long', place, { limit: longestCell });
  }
}
