// The rows of a text table as a stream, each as wide as the names; what is not so is told. Types are not looked at.
import { isTaken, type RowReason, type TableLines } from '../../../contract/data/table-lines';
import type { TextOptions } from '../../../contract/data/opening/text-options';
import { HearthError } from '../../../contract/transport/fault';
import { letMessagesIn } from '../../rows/let-messages-in';
import { filePlace, type NamedBlob } from '../bytes';
import type { RaggedRow } from '../../rows/reading';
import type { PlainRows } from '../../cells/bytes/plain-rows';
import { decodeText } from './encoding/decode';
import { detectDialect, type Dialect } from './dialect';
import { detectEncoding, type FoundEncoding } from './encoding/detect';
import { OddRows } from './odd-rows';
import { parseRows, type ParsedText } from './parse-rows';
import { isBlankRow } from './pick-marks';
import { pieceSize, readPieces, type Piece } from './plain/pieces';
import { PlainScanner } from './plain/plain-scanner';
import { RowRules, type JudgedRow } from './row-rules';

/** Longest cell, in characters. */
const longestCell = 1024 * 1024;
/** A row that does not end within this many characters never will. */
const longestRow = 8 * longestCell;
const headCharacters = 1024 * 1024;
const keptTitles = 20;
const longestTitle = 200;

/** A text table whose encoding and dialect are known. */
export interface OpenTable extends FoundEncoding {
  file: NamedBlob;
  dialect: Dialect;
  /** What a person wants done with rows of another width. */
  ragged: TextOptions['ragged'];
  /** Whether too many of them are told rather than refused. */
  asks: boolean;
}

/** How a table is opened. */
export interface OpenOptions {
  signal: AbortSignal;
  /** Names by which its first row is known to be a header. */
  expected?: readonly string[];
  /** What a person chose rather than what is found. */
  given?: TextOptions;
  /** Whether the whole file is looked at for its encoding before anything is read. */
  wholly?: boolean;
  /** Whether too many rows of another width are told rather than refused. */
  asks?: boolean;
}

/** Rows in file order; `firstRow` counts from 0. */
export interface RowsBlock {
  firstRow: number;
  rows: string[][];
  /** Instead of `rows`, which is empty then: rows that need no look at their text. Never where lines were asked for. */
  plain: PlainRows | null;
  /** Each row's text with its line end; empty unless asked for. */
  lines: string[];
  /** Why a row is no row of the table, null for one that is; empty unless lines were asked for. */
  reasons: (RowReason | null)[];
  bytesDone: number;
}

/**
 * Looks at a file and finds how it is written.
 * @throws HearthError `file_empty`, `file_binary`, `file_encoding`.
 */
export async function openTable(file: NamedBlob, options: OpenOptions): Promise<OpenTable> {
  const { signal, expected, given = {}, wholly = false, asks = false } = options;
  const found = await detectEncoding(file, { signal, wholly, given: given.encoding });
  const { head, complete } = await readHeadText(file, found.encoding, signal);
  if (head.trim() === '') throw new HearthError('file_empty', filePlace(file));
  const { ragged } = given;
  return { file, ...found, dialect: detectDialect(head, complete, expected, given), ragged, asks };
}

/** The first characters of a text; a wrong byte behind the first of them is for the reader of rows to tell. */
async function readHeadText(
  file: NamedBlob,
  encoding: string,
  signal: AbortSignal,
): Promise<{ head: string; complete: boolean }> {
  let head = '';
  try {
    for await (const { text, bytesDone } of decodeText(file, encoding, signal)) {
      head += text;
      if (head.length >= headCharacters) return { head, complete: bytesDone === file.size };
    }
    return { head, complete: true };
  } catch (thrown) {
    if (head === '' || !(thrown instanceof HearthError) || thrown.fault.code !== 'file_encoding')
      throw thrown;
    return { head, complete: false };
  }
}

/** Reads a table's rows once. */
export class TableRows {
  readonly #table: OpenTable;
  readonly #withLines: boolean;
  readonly #rules: RowRules;
  readonly #odd: OddRows;
  readonly #scanner: PlainScanner | null;
  readonly #pieceBytes: number;
  /** Text of a row that is not complete yet. */
  #pending = '';
  /** Rows below the names so far, blank lines left out; and those that were taken. */
  #seen = 0;
  #taken = 0;
  /** Lines to leave out at the beginning. */
  #skip: number;
  #titles: string[] = [];
  /** The lines above the first row with their line ends; known once the first rows came. */
  readonly above: string[] = [];
  /** Rows of the file that were left out, ascending. */
  readonly #leftOut: number[] = [];

  /** `withLines`: every row is given, with its line and the reason why it is none of the table. `pieceBytes`: read at once. */
  constructor(table: OpenTable, { withLines, pieceBytes }: { withLines: boolean; pieceBytes?: number }) {
    this.#table = table;
    this.#withLines = withLines;
    this.#rules = new RowRules(table.dialect);
    this.#pieceBytes = pieceBytes ?? pieceSize;
    this.#scanner = withLines
      ? null
      : PlainScanner.of(table.dialect, table.dialect.names.length, this.#pieceBytes);
    this.#odd = new OddRows(table.dialect.names.length);
    this.#skip = table.dialect.titles + table.dialect.header;
  }

  /**
   * All rows below the names, blank lines left out. Cells are as written, blanks around them included.
   * @throws HearthError `row_ragged`, `row_too_long`, `quote_unclosed`, `file_encoding`, each with the row from 1.
   */
  async *read(signal: AbortSignal): AsyncGenerator<RowsBlock> {
    const { file, encoding } = this.#table;
    try {
      for await (const piece of readPieces(file, { encoding, signal, pieceBytes: this.#pieceBytes })) {
        const plain = this.#scan(piece);
        const block = plain ? this.#takePlain(plain) : this.#parse(piece.text(), false);
        if (plain || block.rows.length > 0) yield { ...block, bytesDone: piece.bytesDone };
        await letMessagesIn();
      }
    } catch (error) {
      throw this.#locate(error);
    }
    const last = this.#parse('', true);
    if (last.rows.length > 0) yield { ...last, bytesDone: file.size };
    const ragged = this.#table.asks ? undefined : this.ragged();
    if (ragged) throw this.#raggedFault(ragged);
  }

  /** The first row of another width, where there are too many and no person says what becomes of them. */
  ragged(): RaggedRow | undefined {
    return this.#table.ragged === undefined ? this.#odd.ragged(this.#taken) : undefined;
  }

  /** What is not plainly a row of the table. */
  finish(): TableLines {
    const { titles, header, quote, curly } = this.#table.dialect;
    return { titles, titleTexts: this.#titles, header, quote: curly ? '“' : quote, ...this.#odd.finish() };
  }

  /** The number in the file of the taken row of that number, both from 1. */
  fileRow(taken: number): number {
    // Behind which of the rows that were left out it stands: of the one at `index`, `row - index - 1` taken ones stand before it.
    let [low, high] = [0, this.#leftOut.length];
    while (low < high) {
      const index = (low + high) >> 1;
      if ((this.#leftOut[index] ?? 0) - index - 1 < taken) low = index + 1;
      else high = index;
    }
    return taken + low;
  }

  #scan({ bytes }: Piece): PlainRows | null {
    const isAtRow = this.#skip === 0 && this.#pending === '' && !this.#rules.isWaiting;
    return (bytes && isAtRow && this.#scanner?.scan(bytes, this.#rules)) || null;
  }

  #takePlain(plain: PlainRows): Omit<RowsBlock, 'bytesDone'> {
    const firstRow = this.#given;
    this.#seen += plain.rows;
    this.#taken += plain.rows;
    this.#given += plain.rows;
    return { firstRow, rows: [], plain, lines: [], reasons: [] };
  }

  #parse(text: string, last: boolean): Omit<RowsBlock, 'bytesDone'> {
    const input = this.#pending + text;
    const parsed = parseRows(this.#table.dialect, input, { last, withLines: this.#withLines });
    this.#pending = input.slice(parsed.cursor);
    const block = this.#keep(parsed, last);
    if (last && parsed.isOpen) throw this.#endless(true);
    // Whether it is a quote that keeps the row from ending shows as soon as nothing more is waited for.
    if (this.#pending.length > longestRow)
      throw this.#endless(parseRows(this.#table.dialect, this.#pending, { last: true, most: 1 }).isOpen);
    return block;
  }

  #keep(parsed: ParsedText, last: boolean): Omit<RowsBlock, 'bytesDone'> {
    const block = { rows: [] as string[][], lines: [] as string[], reasons: [] as (RowReason | null)[] };
    const give = (row: JudgedRow): void => {
      if (row.reason !== null) this.#odd.add(row);
      if (this.#takes(row)) this.#taken++;
      else {
        this.#leftOut.push(row.row);
        if (!this.#withLines) return;
      }
      block.rows.push(this.#withLines ? row.written : row.cells.slice(0, this.#table.dialect.names.length));
      if (!this.#withLines) return;
      block.lines.push(row.line);
      block.reasons.push(row.reason);
    };
    const before = this.#given;
    for (const [index, row] of parsed.rows.entries()) {
      if (isBlankRow(row)) continue;
      const line = parsed.lines[index] ?? '';
      if (this.#skip > 0) {
        this.#above(row, line);
        continue;
      }
      this.#seen++;
      this.#checkCells(row);
      if (!this.#withLines && this.#rules.isPlain(row)) {
        this.#taken++;
        block.rows.push(row);
      } else for (const judged of this.#rules.add(this.#seen, row, line)) give(judged);
    }
    if (last) for (const judged of this.#rules.finish()) give(judged);
    this.#given += block.rows.length;
    return { firstRow: before, plain: null, ...block };
  }

  /** Whether a row is part of the table. @throws HearthError `row_ragged` where a person wants to stop at one of another width. */
  #takes({ reason, row, written }: JudgedRow): boolean {
    const { ragged, dialect } = this.#table;
    if (ragged === undefined || (reason !== 'short' && reason !== 'long')) return isTaken(reason);
    if (ragged === 'stop')
      throw this.#raggedFault({ row, expected: dialect.names.length, found: written.length });
    return ragged === 'keep';
  }

  #raggedFault({ row, expected, found }: RaggedRow): HearthError {
    return new HearthError('row_ragged', this.#place(row), { expected, found });
  }

  /** Rows given so far. */
  #given = 0;

  #above(row: readonly string[], line: string): void {
    if (this.#skip > this.#table.dialect.header && this.#titles.length < keptTitles)
      this.#titles.push(row.join(' ').trim().slice(0, longestTitle));
    this.#skip--;
    this.above.push(line);
  }

  /** Adds the row to an error that came from below. */
  #locate(error: unknown): unknown {
    if (!(error instanceof HearthError) || error.fault.place.row !== undefined) return error;
    const { code, params, detail } = error.fault;
    if (code !== 'file_encoding') return error;
    return new HearthError(code, this.#place(this.#seen + 1), params, detail);
  }

  #place(row: number): { file?: string; row: number } {
    return { ...filePlace(this.#table.file), row };
  }

  #checkCells(row: readonly string[]): void {
    for (let column = 0; column < row.length; column++)
      if ((row[column] ?? '').length > longestCell)
        throw new HearthError(
          'row_too_long',
          { ...this.#place(this.#seen), column: this.#table.dialect.names[column] ?? '' },
          { limit: longestCell },
        );
  }

  #endless(isOpen: boolean): HearthError {
    const place = this.#place(this.#skip > 0 ? 0 : this.#seen + 1);
    return isOpen
      ? new HearthError('quote_unclosed', place)
      : new HearthError('row_too_long', place, { limit: longestCell });
  }
}
