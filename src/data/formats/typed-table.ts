// A table from a format whose cells have types of their own, as Parquet and Arrow do. Texts are looked at like those of a CSV: a column of
// texts that are all numbers is numbers. Reads the source twice: once to see what the columns are, once to build them.
import type { Column } from '../../contract/data/dataset';
import type { TableType } from '../../contract/data/opening/open-choices';
import { ownValue } from '../../contract/data/own-value';
import { HearthError } from '../../contract/transport/fault';
import { shortMoment } from '../../domain/iso-moment';
import { Candidate } from '../cells/candidate';
import { cellValue } from '../cells/cell-of';
import { ColumnGuess, type GuessedColumn } from '../cells/column-guess';
import type { ColumnBuilder } from '../columns/column-type';
import type { ColumnValues, RowBatch } from '../columns/values';
import { inspectorOf } from '../profile/inspect';
import { checkAbort } from '../rows/group-source';
import { letMessagesIn } from '../rows/let-messages-in';
import type { TableReading } from '../rows/reading';
import { rowsPerGroup } from '../rows/row-group';
import { filePlace, type NamedBlob } from './bytes';
import type { FileReadOptions } from './format';
import { uniqueNames } from './names';

/** Values of one column over some rows: numbers, or milliseconds since 1970, NaN where missing; or texts, null where missing. */
export type TypedValues =
  { kind: 'number' | 'date'; values: Float64Array } | { kind: 'text'; values: (string | null)[] };

/** Rows that follow one another; `columns` in the table's order. */
export interface TypedRows {
  rows: number;
  columns: TypedValues[];
}

/** A table that can be read more than once, a part at a time. A column is of one kind throughout. */
export interface TypedTable {
  names: string[];
  rows: number;
  /** What the file says that columns are, by name; a person's word counts more. */
  types?: Readonly<Record<string, TableType>>;
  parts(signal: AbortSignal): AsyncGenerator<TypedRows>;
}

/** A column as the first pass found it. */
interface FoundColumn extends Pick<GuessedColumn, 'column' | 'edges'> {
  /** Of texts; numbers and dates are taken as they are. */
  build: GuessedColumn['build'] | null;
}

/** @throws HearthError `file_header_only`, `aborted`; what the table's own reading throws. */
export async function readTypedTable(
  file: NamedBlob,
  table: TypedTable,
  options: FileReadOptions,
): Promise<TableReading> {
  if (table.rows === 0)
    throw new HearthError('file_header_only', filePlace(file), { columns: table.names.length });
  const found = await findColumns(table, options);
  const columns = found.map(({ column }) => column);
  const inspector = inspectorOf(
    options,
    columns,
    found.map(({ edges }) => edges),
  );
  const groups = async function* (): AsyncGenerator<RowBatch> {
    const capacity = Math.min(options.groupRows ?? Infinity, rowsPerGroup(columns), table.rows);
    const builders = found.map(({ build }) => build?.(capacity) ?? null);
    let firstRow = 0;
    for await (const part of table.parts(options.signal)) {
      for (let from = 0; from < part.rows; from += capacity) {
        checkAbort(options.signal);
        const to = Math.min(part.rows, from + capacity);
        const values = part.columns.map((each, index) => take(each, builders[index] ?? null, from, to));
        const batch: RowBatch = { firstRow, rows: to - from, values };
        firstRow += batch.rows;
        inspector.add(batch);
        yield batch;
        options.onProgress(table.rows + firstRow, table.rows * 2);
        await letMessagesIn();
        if (firstRow >= (options.sampleRows ?? Infinity)) return;
      }
    }
  };
  return {
    columns,
    encoding: null,
    delimiter: null,
    groups,
    finish: async () => ({ ...(await inspector.finish()), notices: [], noticeCount: 0 }),
  };
}

async function findColumns(
  table: TypedTable,
  { signal, onProgress, types = {}, sampleRows = Infinity }: FileReadOptions,
): Promise<FoundColumn[]> {
  const names = uniqueNames(table.names);
  const surveys = names.map(
    (name) => new ColumnSurvey(ownValue(types, name) ?? ownValue(table.types ?? {}, name)),
  );
  let rows = 0;
  for await (const part of table.parts(signal)) {
    for (const [index, values] of part.columns.entries()) {
      surveys[index]?.add(values);
      await letMessagesIn();
    }
    rows += part.rows;
    onProgress(rows, table.rows * 2);
    if (rows >= sampleRows) break;
  }
  return surveys.map((survey, index) => survey.finish(names[index] ?? '', rows));
}

/** What a column holds, gathered over the parts of a table. */
class ColumnSurvey {
  #kind: TypedValues['kind'] = 'number';
  readonly #numbers = new Candidate();
  readonly #texts = new ColumnGuess({ commaParts: false });
  readonly #wanted: TableType | undefined;

  constructor(wanted: TableType | undefined) {
    this.#wanted = wanted;
  }

  add(part: TypedValues): void {
    const isOther =
      this.#wanted !== undefined && this.#wanted !== (part.kind === 'date' ? 'datetime' : part.kind);
    const { kind, values } = isOther ? asTexts(part) : part;
    this.#kind = kind;
    if (kind === 'text') for (const text of values) this.#texts.add(cellValue(text ?? ''));
    else for (const value of values) this.#numbers.add(value);
  }

  finish(name: string, rows: number): FoundColumn {
    if (this.#kind === 'text') return this.#texts.finish(name, rows, new Set(), this.#wanted);
    const type: Column['type'] = this.#kind === 'date' ? 'datetime' : 'number';
    const column: Column = { name, type, categories: [], shape: null };
    return { column, edges: this.#numbers.edges(), build: null };
  }
}

/** Numbers and dates as a file of text has them. */
function asTexts(part: TypedValues): Extract<TypedValues, { kind: 'text' }> {
  if (part.kind === 'text') return part;
  const write = part.kind === 'date' ? shortMoment : String;
  return {
    kind: 'text',
    values: Array.from(part.values, (value) => (value === value ? write(value) : null)),
  };
}

function take(part: TypedValues, builder: ColumnBuilder | null, from: number, to: number): ColumnValues {
  if (part.kind !== 'text' && builder === null)
    return { type: part.kind === 'date' ? 'datetime' : 'number', values: part.values.slice(from, to) };
  const cells = asTexts({ ...part, values: part.values.slice(from, to) } as TypedValues);
  const rows = cells.values.map((text) => [text ?? '']);
  if (!builder?.add({ rows, from: 0, to: rows.length, column: 0, at: 0 }, () => undefined))
    throw new HearthError('file_unreadable', {}, {}, 'changed while it was read');
  return builder.take(rows.length);
}
