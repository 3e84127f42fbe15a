// A CSV or TSV file to typed row groups: one pass to find out what the columns are, one to read them. Memory stays flat.
import type { CellNotice } from '../../../contract/data/dataset';
import { ownValue } from '../../../contract/data/own-value';
import type { TableLines } from '../../../contract/data/table-lines';
import { HearthError } from '../../../contract/transport/fault';
import { cellValue } from '../../cells/cell-of';
import { ColumnGuess, type GuessedColumn } from '../../cells/column-guess';
import type { Refuse } from '../../columns/column-type';
import type { RowBatch } from '../../columns/values';
import { Inspector } from '../../profile/inspect';
import type { ReadingFacts, TableReading } from '../../rows/reading';
import { letMessagesIn } from '../../rows/let-messages-in';
import { rowsPerGroup } from '../../rows/row-group';
import { filePlace, type NamedBlob } from '../bytes';
import type { FileReadOptions } from '../format';
import { openTable, TableRows, type OpenTable } from './rows';

const keptNotices = 100;
const longestNotice = 200;
/** A group is closed early when its texts reach this. */
const groupTextBytes = 4 * 1024 * 1024;

/**
 * Opens a table: finds encoding, delimiter, header and types. Rows then come from `groups`, once.
 * @throws HearthError `file_*`, `row_*`, `quote_unclosed`, `aborted`, with the file and the row.
 */
export async function readTable(file: NamedBlob, options: FileReadOptions): Promise<TableReading> {
  const { signal, text: given = {} } = options;
  const table = await openTable(file, { signal, given });
  try {
    return await readOpened(table, options);
  } catch (thrown) {
    // The samples of a long file showed nothing of what comes later: then all of it decides.
    if (!isOtherEncoding(thrown) || given.encoding !== undefined) throw thrown;
    const again = await openTable(file, { signal, given, wholly: true });
    if (again.encoding === table.encoding) throw thrown;
    return readOpened(again, options);
  }
}

const isOtherEncoding = (thrown: unknown): boolean =>
  thrown instanceof HearthError && thrown.fault.code === 'file_encoding';

function rowOptions(pieceBytes: number | undefined): { withLines: false; pieceBytes?: number } {
  return { withLines: false, ...(pieceBytes === undefined ? {} : { pieceBytes }) };
}

async function readOpened(table: OpenTable, options: FileReadOptions): Promise<TableReading> {
  const { inferred, rows, lines } = await inferColumns(table, options);
  return new DelimitedReading(table, { inferred, rows, lines }, options);
}

/** What the first pass found. */
interface FirstPass {
  inferred: GuessedColumn[];
  rows: number;
  lines: TableLines;
}

async function inferColumns(
  table: OpenTable,
  { signal, onProgress, text = {}, types = {}, pieceBytes, sampleRows = Infinity }: FileReadOptions,
): Promise<FirstPass> {
  const { names, delimiter } = table.dialect;
  const guesses = names.map(
    () =>
      new ColumnGuess({
        commaParts: delimiter === ',',
        ...(text.decimal === undefined ? {} : { decimal: text.decimal }),
      }),
  );
  const reader = new TableRows(table, rowOptions(pieceBytes));
  let rows = 0;
  for await (const block of reader.read(signal)) {
    const { plain } = block;
    for (const [column, guess] of guesses.entries())
      if (plain) guess.addBytes({ rows: plain, from: 0, to: plain.rows, column, at: 0 });
      else for (const row of block.rows) guess.add(cellValue(row[column]));
    rows += plain?.rows ?? block.rows.length;
    onProgress(block.bytesDone, table.file.size * 2);
    if (rows >= sampleRows) break;
  }
  if (rows === 0) throw new HearthError('file_header_only', filePlace(table.file), { columns: names.length });
  const hints = new Set(guesses.flatMap((guess) => guess.hints(rows)));
  const inferred: GuessedColumn[] = [];
  for (const [index, guess] of guesses.entries()) {
    const name = names[index] ?? '';
    inferred.push(guess.finish(name, rows, hints, ownValue(types, name)));
    await letMessagesIn();
  }
  return { inferred, rows, lines: reader.finish() };
}

class DelimitedReading implements TableReading {
  readonly columns: TableReading['columns'];
  readonly encoding: string;
  readonly delimiter: string;
  readonly certainty: number;
  readonly lines: TableLines;
  #table: OpenTable;
  #inferred: GuessedColumn[];
  #expectedRows: number;
  #options: FileReadOptions;
  #inspector: Inspector;
  #notices: CellNotice[] = [];
  #noticeCount = 0;

  constructor(table: OpenTable, { inferred, rows, lines }: FirstPass, options: FileReadOptions) {
    this.#table = table;
    this.#inferred = inferred;
    this.#expectedRows = rows;
    this.#options = options;
    this.columns = inferred.map(({ column }) => column);
    this.encoding = table.encoding;
    this.delimiter = table.dialect.delimiter;
    this.certainty = table.certainty;
    this.lines = lines;
    this.#inspector = new Inspector(
      this.columns,
      inferred.map(({ edges }) => edges),
    );
  }

  async *groups(): AsyncGenerator<RowBatch> {
    const capacity = Math.min(
      this.#options.groupRows ?? rowsPerGroup(this.columns),
      rowsPerGroup(this.columns),
      this.#expectedRows,
    );
    const builders = this.#inferred.map((one) => one.build(capacity));
    const size = this.#table.file.size;
    let firstRow = 0;
    let rows = 0;
    const take = (): RowBatch => {
      const batch: RowBatch = { firstRow, rows, values: builders.map((builder) => builder.take(rows)) };
      firstRow += rows;
      rows = 0;
      this.#inspector.add(batch);
      return batch;
    };
    const reader = new TableRows(this.#table, rowOptions(this.#options.pieceBytes));
    for await (const block of reader.read(this.#options.signal)) {
      const { plain } = block;
      const count = plain?.rows ?? block.rows.length;
      for (let from = 0, to = 0; from < count; from = to) {
        to = Math.min(count, from + capacity - rows);
        let textBytes = 0;
        for (const [column, builder] of builders.entries()) {
          const place = { from, to, column, at: rows };
          const refuse: Refuse = (at, reason, value) => {
            if (reason !== 'unseen' && reason !== 'adapted') this.#note(firstRow + at, column, reason, value);
          };
          const fits = plain
            ? builder.addBytes({ rows: plain, ...place }, refuse)
            : builder.add({ rows: block.rows, ...place }, refuse);
          if (!fits) throw this.#changed();
          textBytes += builder.textBytes;
          if (column % 64 === 63) await letMessagesIn();
        }
        rows += to - from;
        if (rows === capacity || textBytes >= groupTextBytes) yield take();
      }
      this.#options.onProgress(size + block.bytesDone, size * 2);
      if (firstRow + rows === this.#expectedRows && this.#options.sampleRows !== undefined) break;
    }
    if (rows > 0) yield take();
    if (firstRow !== this.#expectedRows) throw this.#changed();
  }

  async finish(): Promise<ReadingFacts> {
    this.#trimNotices();
    return { ...(await this.#inspector.finish()), notices: this.#notices, noticeCount: this.#noticeCount };
  }

  #note(index: number, column: number, reason: CellNotice['reason'], value: string): void {
    this.#noticeCount++;
    // Columns of a block come one after another: keep the first in file order, not in order of arrival.
    const name = this.columns[column]?.name ?? '';
    this.#notices.push({ row: index + 1, column: name, value: value.slice(0, longestNotice), reason });
    if (this.#notices.length >= keptNotices * 20) this.#trimNotices();
  }

  #trimNotices(): void {
    this.#notices.sort((a, b) => a.row - b.row);
    this.#notices.length = Math.min(this.#notices.length, keptNotices);
  }

  #changed(): HearthError {
    return new HearthError('file_unreadable', filePlace(this.#table.file), {}, 'changed while it was read');
  }
}
