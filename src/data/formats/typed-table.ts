// A table from a format whose cells have types of their own, as Parquet and Arrow do. Texts are looked at like those of a CSV: a column of
// texts that are all numbers is numbers. Reads the source twice: once to see what the columns are, once to build them; or once, where texts
// are taken for what the first of them show and checked on the way.
import type { Column } from '../../contract/data/dataset';
import type { TableType } from '../../contract/data/opening/open-choices';
import { ownValue } from '../../contract/data/own-value';
import { HearthError } from '../../contract/transport/fault';
import { shortMoment } from '../../domain/iso-moment';
import { Candidate } from '../cells/candidate';
import { cellValue } from '../cells/cell-of';
import { ColumnGuess, type GuessedColumn } from '../cells/column-guess';
import type { FileBuilder, Refuse } from '../columns/column-type';
import type { ColumnValues, RowBatch } from '../columns/values';
import { inspectorOf, type RowInspector } from '../profile/inspect';
import { checkAbort } from '../rows/group-source';
import { letMessagesIn } from '../rows/let-messages-in';
import { ReadAgain, type ReadingFacts, type TableReading } from '../rows/reading';
import { rowsPerGroup } from '../rows/row-group';
import { filePlace, type NamedBlob } from './bytes';
import { spareFloats } from '../columns/layouts/spare-floats';
import { CheckedBuilder, readAlike } from './checked-builder';
import { OddCells } from './odd-cells';
import type { FileReadOptions } from './format';
import { uniqueNames } from './names';

/**
 * Values of one column over some rows: numbers, or milliseconds since 1970, NaN where missing; or texts, null where missing, or codes of texts
 * that stand more than once, −1 where missing.
 */
export type TypedValues =
  | { kind: 'number' | 'date'; values: Float64Array }
  | { kind: 'text'; values: (string | null)[] }
  | { kind: 'levels'; codes: Int32Array; names: readonly string[] };

/** Values that are written one by one. */
export type PlainValues = Exclude<TypedValues, { kind: 'levels' }>;

/** Rows that follow one another; `columns` in the table's order. */
export interface TypedRows {
  rows: number;
  columns: TypedValues[];
}

/** A table that can be read more than once, a part at a time. A column is of one kind throughout, texts and levels being one. */
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

/** Rows by which texts are known that are read once. */
const mostSampled = 10_000;

/** @throws HearthError `file_header_only`, `aborted`; what the table's own reading throws. */
export async function readTypedTable(
  file: NamedBlob,
  table: TypedTable,
  options: FileReadOptions,
): Promise<TableReading> {
  if (table.rows === 0)
    throw new HearthError('file_header_only', filePlace(file), { columns: table.names.length });
  const found = await (options.onePass ? beginTable : surveyTable)(table, options);
  return new TypedReading(file, table, found, options);
}

/** The columns as they are known, and the parts that are to be read. */
interface Found {
  columns: FoundColumn[];
  parts: AsyncGenerator<TypedRows> | null;
}

/** By all of its rows. */
async function surveyTable(table: TypedTable, options: FileReadOptions): Promise<Found> {
  const { signal, onProgress, sampleRows = Infinity } = options;
  const surveys = newSurveys(table, options);
  let rows = 0;
  for await (const part of table.parts(signal)) {
    await note(surveys, part.columns);
    rows += part.rows;
    onProgress(rows, table.rows * 2);
    if (rows >= sampleRows) break;
  }
  return { columns: surveys.map((survey) => survey.finish(rows)), parts: null };
}

/** By its first part, which is kept to be read with the others: what texts come later is checked then. */
async function beginTable(table: TypedTable, options: FileReadOptions): Promise<Found> {
  const parts = table.parts(options.signal);
  const { value: first, done } = await parts.next();
  if (done) return { columns: [], parts };
  const surveys = newSurveys(table, options);
  const rows = Math.min(first.rows, mostSampled);
  await note(
    surveys,
    first.columns.map((each) => partOf(each, 0, rows)),
  );
  // The first rows of a column that ascends say nothing of its histogram.
  const columns = surveys.map((survey) => ({ ...survey.finish(rows), edges: null }));
  const all = async function* (): AsyncGenerator<TypedRows> {
    yield first;
    yield* parts;
  };
  return { columns, parts: all() };
}

function newSurveys(table: TypedTable, { types = {} }: FileReadOptions): ColumnSurvey[] {
  return uniqueNames(table.names).map(
    (name) => new ColumnSurvey(name, ownValue(types, name) ?? ownValue(table.types ?? {}, name)),
  );
}

async function note(surveys: readonly ColumnSurvey[], columns: readonly TypedValues[]): Promise<void> {
  for (const [index, values] of columns.entries()) {
    surveys[index]?.add(values);
    await letMessagesIn();
  }
}

class TypedReading implements TableReading {
  readonly encoding = null;
  readonly delimiter = null;
  columns: Column[];
  readonly #file: NamedBlob;
  readonly #table: TypedTable;
  readonly #options: FileReadOptions;
  readonly #found: Found;
  readonly #inspector: RowInspector;
  readonly #odd: OddCells;

  constructor(file: NamedBlob, table: TypedTable, found: Found, options: FileReadOptions) {
    this.#file = file;
    this.#table = table;
    this.#options = options;
    this.#odd = new OddCells(options);
    this.#found = found;
    this.columns = found.columns.map(({ column }) => column);
    this.#inspector = inspectorOf(
      options,
      this.columns,
      found.columns.map(({ edges }) => edges),
    );
  }

  async *groups(): AsyncGenerator<RowBatch> {
    const { signal, onProgress, groupRows = Infinity, sampleRows = Infinity } = this.#options;
    const { columns, parts } = this.#found;
    const capacity = Math.min(groupRows, rowsPerGroup(this.columns), this.#table.rows);
    // Numbers and dates are what their file says; of texts only those seen so far are known.
    const checks = columns.map(({ column, build }) => {
      if (!parts || !build) return null;
      const isOfValues = column.type === 'number' || column.type === 'datetime';
      return new ColumnGuess({ commaParts: false }, isOfValues ? 'values' : 'words');
    });
    const builders = columns.map(({ build }, index) => {
      const [builder, check] = [build?.(capacity) ?? null, checks[index]];
      return builder && check ? new CheckedBuilder(builder, check) : builder;
    });
    const passes = parts ? 1 : 2;
    const odd = this.#odd;
    const refusers = columns.map(({ column }) => odd.refuser(column.name));
    for await (const part of parts ?? this.#table.parts(signal)) {
      for (let from = 0; from < part.rows; from += capacity) {
        checkAbort(signal);
        const to = Math.min(part.rows, from + capacity);
        const values = part.columns.map((each, index) => {
          const refuse = refusers[index] ?? odd.refuser('');
          const taken = take({ part: each, from, to }, builders[index] ?? null, refuse);
          if (!taken) throw this.#changed();
          return taken;
        });
        const batch = odd.take(to - from, values);
        if (batch.rows > 0) {
          this.#inspector.add(batch);
          yield batch;
        }
        onProgress(this.#table.rows * (passes - 1) + odd.read, this.#table.rows * passes);
        await letMessagesIn();
        if (odd.read >= sampleRows) break;
      }
      if (odd.read >= sampleRows) break;
    }
    if (parts && odd.read < sampleRows) this.#check(checks, odd.read);
    odd.refuseNone(this.#file);
  }

  /** Whether all texts are what the first of them showed. */
  #check(checks: readonly (ColumnGuess | null)[], rows: number): void {
    const { types = {} } = this.#options;
    this.columns = this.columns.map((column, index) => {
      const wanted = ownValue(types, column.name) ?? ownValue(this.#table.types ?? {}, column.name);
      const all = checks[index]?.finish(column.name, rows, new Set(), wanted).column ?? column;
      if (!readAlike(column, all)) throw this.#changed();
      return all;
    });
  }

  #changed(): Error {
    const { onePass, ...options } = this.#options;
    if (onePass) return new ReadAgain(() => readTypedTable(this.#file, this.#table, options));
    return new HearthError('file_unreadable', {}, {}, 'changed while it was read');
  }

  async finish(): Promise<ReadingFacts> {
    return { ...(await this.#inspector.finish()), ...this.#odd.finish() };
  }
}

/** What a column holds, gathered over the parts of a table. */
class ColumnSurvey {
  #kind: 'number' | 'date' | 'text' = 'number';
  readonly #numbers = new Candidate();
  readonly #texts = new ColumnGuess({ commaParts: false });
  readonly #name: string;
  readonly #wanted: TableType | undefined;

  constructor(name: string, wanted: TableType | undefined) {
    this.#name = name;
    this.#wanted = wanted;
  }

  add(part: TypedValues): void {
    const isOther =
      this.#wanted !== undefined && this.#wanted !== (part.kind === 'date' ? 'datetime' : part.kind);
    const { kind, values } = isOther || part.kind === 'levels' ? asTexts(part) : part;
    this.#kind = kind;
    if (kind === 'text') for (const text of values) this.#texts.add(cellValue(text ?? ''));
    else for (const value of values) this.#numbers.add(value);
  }

  finish(rows: number): FoundColumn {
    const name = this.#name;
    if (this.#kind === 'text') return this.#texts.finish(name, rows, new Set(), this.#wanted);
    const type: Column['type'] = this.#kind === 'date' ? 'datetime' : 'number';
    const column: Column = { name, type, categories: [], shape: null };
    return { column, edges: this.#numbers.edges(), build: null };
  }
}

/** Numbers and dates as a file of text has them. */
function asTexts(part: TypedValues): Extract<TypedValues, { kind: 'text' }> {
  if (part.kind === 'text') return part;
  if (part.kind === 'levels')
    return { kind: 'text', values: Array.from(part.codes, (code) => part.names[code] ?? null) };
  const write = part.kind === 'date' ? shortMoment : String;
  return {
    kind: 'text',
    values: Array.from(part.values, (value) => (value === value ? write(value) : null)),
  };
}

/** The values of some rows. */
function partOf(values: TypedValues, from: number, to: number): TypedValues {
  if (from === 0 && to === (values.kind === 'levels' ? values.codes : values.values).length) return values;
  if (values.kind === 'levels') return { ...values, codes: values.codes.subarray(from, to) };
  if (values.kind === 'text') return { ...values, values: values.values.slice(from, to) };
  const part = spareFloats(to - from);
  part.set(values.values.subarray(from, to));
  return { ...values, values: part };
}

/** Null where a cell cannot be of its column. */
function take(
  { part: all, from, to }: { part: TypedValues; from: number; to: number },
  builder: FileBuilder | null,
  refuse: Refuse,
): ColumnValues | null {
  const part = partOf(all, from, to);
  if (builder === null)
    return 'values' in part && part.kind !== 'text'
      ? { type: part.kind === 'date' ? 'datetime' : 'number', values: part.values }
      : null;
  const fits =
    (part.kind === 'levels' ? builder.addLevels?.(part.codes, part.names) : undefined) ??
    addTexts(asTexts(part), builder, refuse);
  return fits ? builder.take(to - from) : null;
}

function addTexts(
  { values }: Extract<TypedValues, { kind: 'text' }>,
  builder: FileBuilder,
  refuse: Refuse,
): boolean {
  const rows = values.map((text) => [text ?? '']);
  return builder.add({ rows, from: 0, to: rows.length, column: 0, at: 0 }, refuse);
}
