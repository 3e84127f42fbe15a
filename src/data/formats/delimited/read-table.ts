// A CSV or TSV file to typed row groups: one pass to find out what the columns are, one to read them; or a single one that takes the columns
// for what samples of the file show, and is given up where the rest of it shows something else. Memory stays flat.
import type { TableLines } from '../../../contract/data/table-lines';
import { HearthError } from '../../../contract/transport/fault';
import type { Column } from '../../../contract/data/dataset';
import type { ColumnGuess, GuessedColumn } from '../../cells/column-guess';
import type { RowBatch } from '../../columns/values';
import { inspectorOf, type RowInspector } from '../../profile/inspect';
import { ReadAgain, type ReadingFacts, type TableReading } from '../../rows/reading';
import { letMessagesIn } from '../../rows/let-messages-in';
import { orderedColumns } from '../../rows/ordered-levels';
import { rowsPerGroup } from '../../rows/row-group';
import { filePlace, type NamedBlob } from '../bytes';
import type { FileReadOptions } from '../format';
import { CheckedBuilder, readAlike } from '../checked-builder';
import { OddCells } from '../odd-cells';
import {
  finishGuesses,
  inferColumns,
  newGuesses,
  rowOptions,
  sampleColumns,
  type InferredColumns,
} from './infer-columns';
import { openTable, TableRows, type OpenTable } from './rows';

/** A group is closed early when its texts reach this. */
const groupTextBytes = 4 * 1024 * 1024;
/** Groups that a file makes which is not read twice, and rows that are too few for one. */
const leastGroups = 8;
const fewRows = 4096;

/**
 * Opens a table: finds encoding, delimiter, header and types. Rows then come from `groups`, once.
 * @throws HearthError `file_*`, `row_*`, `quote_unclosed`, `aborted`, with the file and the row.
 */
export async function readTable(file: NamedBlob, options: FileReadOptions): Promise<TableReading> {
  const { signal, text: given = {} } = options;
  // Who looks at a file is told what else would refuse it.
  const asks = options.sampleRows !== undefined;
  const table = await openTable(file, { signal, given, asks });
  try {
    return await readOpened(table, options);
  } catch (thrown) {
    // The samples of a long file showed nothing of what comes later: then all of it decides.
    if (!isOtherEncoding(thrown) || given.encoding !== undefined) throw thrown;
    const again = await openTable(file, { signal, given, asks, wholly: true });
    if (again.encoding === table.encoding) throw thrown;
    return readOpened(again, options);
  }
}

const isOrdered = (column: Column | undefined): boolean =>
  column !== undefined && orderedColumns([column])[0] !== column;

/** A category with levels in the order of their codes, where these are its levels. */
function withLevels(column: Column, levels: readonly string[] | undefined): Column {
  const known = new Set(column.categories);
  const areAll = levels?.length === known.size && levels.every((level) => known.has(level));
  return levels && areAll ? { ...column, categories: [...levels] } : column;
}

/** What is known once all rows came. */
interface AllRead {
  rows: number;
  reader: TableRows;
  /** Of each column that has levels, in the order of their codes. */
  levels: readonly (readonly string[] | undefined)[];
}

const isOtherEncoding = (thrown: unknown): boolean =>
  thrown instanceof HearthError && thrown.fault.code === 'file_encoding';

async function readOpened(table: OpenTable, options: FileReadOptions): Promise<TableReading> {
  const found = await (options.onePass ? sampleColumns : inferColumns)(table, options);
  return new DelimitedReading(table, found, options);
}

class DelimitedReading implements TableReading {
  columns: TableReading['columns'];
  readonly encoding: string;
  readonly delimiter: string;
  readonly certainty: number;
  lines?: TableLines;
  readonly ragged: TableReading['ragged'];
  #table: OpenTable;
  #inferred: GuessedColumn[];
  /** Where all rows were seen before. */
  #expectedRows: number | null;
  /** Where they were not: rows of a group of a file that is not long, so that its groups are stored while others are read. */
  #evenRows: number | null;
  /** And what looks at every cell. */
  #guesses: ColumnGuess[] | null = null;
  #options: FileReadOptions;
  #inspector: RowInspector;
  readonly #odd: OddCells;
  #reader: TableRows | null = null;

  constructor(
    table: OpenTable,
    { inferred, rows, lines, ragged, bytes }: InferredColumns,
    options: FileReadOptions,
  ) {
    this.ragged = ragged;
    this.#table = table;
    this.#inferred = inferred;
    this.#expectedRows = lines ? rows : null;
    this.#evenRows = lines
      ? null
      : Math.max(fewRows, Math.ceil(((table.file.size / bytes) * rows) / leastGroups));
    this.#options = options;
    this.#odd = new OddCells(options);
    this.columns = inferred.map(({ column }) => column);
    if (lines) this.lines = lines;
    else
      this.#guesses = newGuesses(
        table,
        options,
        this.columns.map(({ type }) => type),
      );
    this.encoding = table.encoding;
    this.delimiter = table.dialect.delimiter;
    this.certainty = table.certainty;
    this.#inspector = inspectorOf(
      options,
      this.columns,
      inferred.map(({ edges }) => edges),
    );
  }

  async *groups(): AsyncGenerator<RowBatch> {
    try {
      yield* this.#read();
    } catch (thrown) {
      const { onePass: _, ...options } = this.#options;
      // What another encoding gives away late is found out by reading the file from its beginning, too.
      if (this.#guesses && isOtherEncoding(thrown))
        throw new ReadAgain(() => readTable(this.#table.file, options));
      throw thrown;
    }
  }

  async *#read(): AsyncGenerator<RowBatch> {
    const capacity = Math.min(
      this.#options.groupRows ?? this.#evenRows ?? Infinity,
      rowsPerGroup(this.columns),
      this.#expectedRows ?? Infinity,
    );
    const builders = this.#inferred.map(({ build }, index) => {
      const guess = this.#guesses?.[index];
      if (!guess) return build(capacity);
      const checked = new CheckedBuilder(build(capacity), guess);
      // Levels with an order are stored by their ranks, which a new one would change.
      if (!isOrdered(this.columns[index])) checked.letGrow();
      return checked;
    });
    const size = this.#table.file.size;
    const passes = this.#guesses ? 1 : 2;
    const odd = this.#odd;
    const refusers = this.columns.map(({ name }) => odd.refuser(name));
    let rows = 0;
    const take = (): RowBatch => {
      const batch = odd.take(
        rows,
        builders.map((builder) => builder.take(rows)),
      );
      rows = 0;
      if (batch.rows > 0) this.#inspector.add(batch);
      return batch;
    };
    const reader = new TableRows(this.#table, rowOptions(this.#options.pieceBytes));
    this.#reader = reader;
    for await (const block of reader.read(this.#options.signal)) {
      const { plain } = block;
      const count = plain?.rows ?? block.rows.length;
      for (let from = 0, to = 0; from < count; from = to) {
        to = Math.min(count, from + capacity - rows);
        let textBytes = 0;
        for (const [column, builder] of builders.entries()) {
          const place = { from, to, column, at: rows };
          const refuse = refusers[column] ?? odd.refuser('');
          const fits = plain
            ? builder.addBytes({ rows: plain, ...place }, refuse)
            : builder.add({ rows: block.rows, ...place }, refuse);
          if (!fits) throw this.#changed();
          textBytes += builder.textBytes;
          if (column % 64 === 63) await letMessagesIn();
        }
        rows += to - from;
        if (rows === capacity || textBytes >= groupTextBytes) {
          const batch = take();
          if (batch.rows > 0) yield batch;
        }
      }
      this.#options.onProgress(size * (passes - 1) + block.bytesDone, size * passes);
      if (odd.read + rows === this.#expectedRows && this.#options.sampleRows !== undefined) break;
    }
    const last = rows > 0 ? take() : null;
    if (last && last.rows > 0) yield last;
    const levels = builders.map((builder) => builder.levels);
    if (this.#guesses) await this.#check(this.#guesses, { rows: odd.read, reader, levels });
    else if (odd.read !== this.#expectedRows) throw this.#changed();
    odd.refuseNone(this.#table.file);
  }

  /** Whether all rows show what the samples showed, levels that came later among them: codes that were given out stay as they are. */
  async #check(guesses: readonly ColumnGuess[], { rows, reader, levels }: AllRead): Promise<void> {
    const { names } = this.#table.dialect;
    const found = rows > 0 ? await finishGuesses(guesses, names, rows, this.#options) : [];
    const columns = found.map(({ column }, index) => withLevels(column, levels[index]));
    const known = this.columns.map((column, index) => ({
      ...column,
      categories: [...(levels[index] ?? column.categories)],
    }));
    const grown = (index: number): boolean =>
      known[index]?.categories.length !== this.columns[index]?.categories.length;
    const fits = known.every((column, index) => {
      const now = columns[index];
      return now && readAlike(column, now) && !(grown(index) && isOrdered(now));
    });
    if (!fits) throw this.#changed();
    this.columns = columns;
    this.lines = reader.finish();
  }

  async finish(): Promise<ReadingFacts> {
    const odd = this.#odd.finish((read) => this.#reader?.fileRow(read) ?? read);
    return { ...(await this.#inspector.finish(this.columns)), ...odd };
  }

  #changed(): Error {
    const { onePass: _, ...options } = this.#options;
    if (this.#guesses) return new ReadAgain(() => readOpened(this.#table, options));
    return new HearthError('file_unreadable', filePlace(this.#table.file), {}, 'changed while it was read');
  }
}
