// What the columns of a text table are: by all of its rows, or by rows from its beginning to its end.
import { ownValue } from '../../../contract/data/own-value';
import type { TableLines } from '../../../contract/data/table-lines';
import { HearthError } from '../../../contract/transport/fault';
import { cellValue } from '../../cells/cell-of';
import { ColumnGuess, type GuessedColumn } from '../../cells/column-guess';
import type { PlainRows } from '../../cells/bytes/plain-rows';
import { letMessagesIn } from '../../rows/let-messages-in';
import { filePlace, readPart } from '../bytes';
import type { FileReadOptions } from '../format';
import { PlainScanner } from './plain/plain-scanner';
import type { RaggedRow } from '../../rows/reading';
import { RowRules } from './row-rules';
import { TableRows, type OpenTable, type RowsBlock } from './rows';

const lineFeed = 10;
/** Rows by which it shows that a column is plainly one of numbers or dates. */
const narrowRows = 200;
/** Of a file that is read in one pass: its beginning, and pieces from all over the rest; a fiftieth of a shorter one. */
const firstBytes = { share: 1 / 128, least: 64 * 1024, most: 256 * 1024 };
const pieceBytes = { share: 1 / 1024, least: 8 * 1024, most: 32 * 1024 };
const pieces = 16;
/** A shorter one is read twice. */
const sampledFrom = 2 * 1024 * 1024;

/** What the rows that were looked at show. */
export interface InferredColumns {
  inferred: GuessedColumn[];
  rows: number;
  /** In which they stand. */
  bytes: number;
  /** Known where all rows were looked at. */
  lines: TableLines | null;
  /** The first row of another width, where a person is to say what becomes of them all. */
  ragged?: RaggedRow | undefined;
}

/** How much is read at once. */
export function rowOptions(bytes: number | undefined): { withLines: false; pieceBytes?: number } {
  return { withLines: false, ...(bytes === undefined ? {} : { pieceBytes: bytes }) };
}

/** Values of a column that are kept where samples have told its distribution. */
const keptToCheck = 1024;

const ofValues: ReadonlySet<string> = new Set(['number', 'datetime']);

/** A guess for every column; `types`: what columns are taken for, where words are no longer asked about. */
export function newGuesses(
  table: OpenTable,
  options: FileReadOptions,
  types: readonly string[] = [],
): ColumnGuess[] {
  return table.dialect.names.map((_, index) =>
    newGuess(table, options, {
      among: ofValues.has(types[index] ?? '') ? 'values' : 'words',
      ...(types.length > 0 ? { kept: keptToCheck } : {}),
    }),
  );
}

function newGuess(
  { dialect }: OpenTable,
  { text = {} }: FileReadOptions,
  { among, kept }: { among: 'values' | 'words'; kept?: number },
): ColumnGuess {
  const { decimal } = text;
  const context = {
    commaParts: dialect.delimiter === ',',
    ...(decimal === undefined ? {} : { decimal }),
    ...(kept === undefined ? {} : { kept }),
  };
  return new ColumnGuess(context, among);
}

/** What the guesses come to, of a person's choice where there is one. */
export async function finishGuesses(
  guesses: readonly ColumnGuess[],
  names: readonly string[],
  rows: number,
  { types = {} }: FileReadOptions,
): Promise<GuessedColumn[]> {
  const hints = new Set(guesses.flatMap((guess) => guess.hints(rows)));
  const inferred: GuessedColumn[] = [];
  for (const [index, guess] of guesses.entries()) {
    const name = names[index] ?? '';
    inferred.push(guess.finish(name, rows, hints, ownValue(types, name)));
    await letMessagesIn();
  }
  return inferred;
}

function note(guesses: readonly ColumnGuess[], { plain, rows }: Pick<RowsBlock, 'plain' | 'rows'>): number {
  for (const [column, guess] of guesses.entries())
    if (plain) guess.addBytes({ rows: plain, from: 0, to: plain.rows, column, at: 0 });
    else for (const row of rows) guess.add(cellValue(row[column]));
  return plain?.rows ?? rows.length;
}

/** @throws HearthError `file_header_only`; as reading rows. */
export async function inferColumns(table: OpenTable, options: FileReadOptions): Promise<InferredColumns> {
  const { signal, onProgress, sampleRows = Infinity } = options;
  const { names } = table.dialect;
  const guesses = newGuesses(table, options);
  const reader = new TableRows(table, rowOptions(options.pieceBytes));
  let rows = 0;
  for await (const block of reader.read(signal)) {
    rows += note(guesses, block);
    onProgress(block.bytesDone, table.file.size * 2);
    if (rows >= sampleRows) break;
  }
  if (rows === 0) throw new HearthError('file_header_only', filePlace(table.file), { columns: names.length });
  return {
    inferred: await finishGuesses(guesses, names, rows, options),
    rows,
    bytes: table.file.size,
    lines: reader.finish(),
    ragged: reader.ragged(),
  };
}

/** Of more columns what samples say and what every cell says would not stand beside each other in little memory. */
const mostSampled = 1000;

const bytesOf = ({ size }: Blob, { share, least, most }: typeof firstBytes): number =>
  Math.min(most, Math.max(least, Math.round(size * share)));

/** The same from samples where the file is long: what they say may be wrong. */
export async function sampleColumns(table: OpenTable, options: FileReadOptions): Promise<InferredColumns> {
  const { file, dialect, encoding } = table;
  const scanner =
    encoding === 'utf-8' ? PlainScanner.of(dialect, dialect.names.length, pieceBytes.most) : null;
  const isWide = dialect.names.length > mostSampled;
  if (!scanner || file.size < sampledFrom || isWide) return inferColumns(table, options);
  const guesses = newGuesses(table, options);
  const [first, each] = [bytesOf(file, firstBytes), bytesOf(file, pieceBytes)];
  let rows = 0;
  let bytes = 0;
  const reader = new TableRows(table, rowOptions(Math.min(first, options.pieceBytes ?? first)));
  let isNarrowed = false;
  for await (const block of reader.read(options.signal)) {
    if (block.plain && !isNarrowed) {
      narrow(guesses, block.plain, table, options);
      isNarrowed = true;
    }
    rows += note(guesses, block);
    bytes += block.plain?.bytes.length ?? block.rows.reduce((sum, row) => sum + row.join().length + 1, 0);
    if (bytes >= first) break;
  }
  const places = Array.from({ length: pieces }, (_, index) =>
    Math.max(bytes, bytes + Math.floor(((file.size - bytes) * (index + 1)) / pieces) - each),
  );
  const rules = new RowRules(dialect);
  for (const piece of await Promise.all(places.map((from) => readPart(file, from, from + each)))) {
    const lines = wholeLines(piece);
    const plain = lines.length > 0 ? scanner.scan(lines, rules) : null;
    if (!plain) continue;
    rows += note(guesses, { plain, rows: [] });
    bytes += lines.length;
  }
  return { inferred: await finishGuesses(guesses, dialect.names, rows, options), rows, bytes, lines: null };
}

/** Columns that are plainly numbers or dates need not be asked for words, which takes most of the time. */
function narrow(guesses: ColumnGuess[], plain: PlainRows, table: OpenTable, options: FileReadOptions): void {
  const to = Math.min(plain.rows, narrowRows);
  for (const [column, name] of table.dialect.names.entries()) {
    if (ownValue(options.types ?? {}, name) !== undefined) continue;
    const guess = newGuess(table, options, { among: 'values' });
    guess.addBytes({ rows: plain, from: 0, to, column, at: 0 });
    const { type } = guess.finish(name, to, new Set()).column;
    if (ofValues.has(type) && guess.values >= to / 2)
      guesses[column] = newGuess(table, options, { among: 'values' });
  }
}

function wholeLines(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return bytes.subarray(bytes.indexOf(lineFeed) + 1, bytes.lastIndexOf(lineFeed) + 1);
}
