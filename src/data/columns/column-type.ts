// What a column type gives to the app, in parts. One folder a type, its `type.ts` exporting `definition`; the folder's name is
// the type's id in contract/data/column-types.ts. A type imports neither the registry nor another type.
import type { ColumnType } from '../../contract/data/column-types';
import type { CellReading, DecimalMark } from '../../contract/data/cell-reading';
import type { Cell, CellNotice, Column, ColumnProfile } from '../../contract/data/dataset';
import type { ByteCells } from '../cells/bytes/plain-rows';
import type { ValuesOf } from './values';

/** Everything that the app does with values of one type; the parts that a type cannot do are null. */
export interface ColumnTypeDefinition<T extends ColumnType = ColumnType> {
  id: T;
  codec: ColumnCodec<T>;
  /** One cell as the table shows it: a date is milliseconds since 1970, an image is null. */
  cell(column: Column, values: ValuesOf<T>, row: number): Cell;
  isMissing(values: ValuesOf<T>, row: number): boolean;
  /** Feeds the words of every row to a hash: equal values give equal words, missing ones equal each other. */
  hash(values: ValuesOf<T>, rows: number, add: AddWord): void;
  /** The rows named of a group of `of` rows, in their order, as values of their own. */
  select(values: ValuesOf<T>, rows: Uint32Array, of: number): ValuesOf<T>;
  /** `edges`: of the histogram, where a first pass found them. */
  profile(column: Column, edges: number[] | null): ColumnProfiler<T>;
  /** How it is recognised in, and read from, cells of text. */
  text: TextReader | null;
  target: TargetReader<T> | null;
}

export type AddWord = (row: number, word: number) => void;

/** Typed arrays that lie in a row group one after another. */
export type StoredArray = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/** The values of a column as they are stored. */
export interface WrittenParts {
  /** Which of the type's forms: 0 is the one that it had first. */
  form: number;
  /** At most three arrays. */
  parts: StoredArray[];
}

/** The stored forms, none of which ever changes: datasets stored today open for ever. */
export interface ColumnCodec<T extends ColumnType> {
  /** Names the type in a row group's directory; never given to another type. */
  code: number;
  /** Bytes that a row takes, or is expected to. */
  bytesPerRow(column: Column): number;
  /** The values in the form that takes the least room and gives back the very same. */
  write(values: ValuesOf<T>): WrittenParts;
  /** The stored values, every one checked that could lead outside their arrays: views where the form allows it. */
  open(stored: StoredParts, column: Column): ValuesOf<T>;
}

/** A column's arrays in a row group's bytes. */
export interface StoredParts {
  buffer: ArrayBufferLike;
  rows: number;
  form: number;
  /** Where a part lies in the buffer, and its bytes; throws where it is not as long as expected. */
  place(part: number, expectedBytes: number | null): [offset: number, bytes: number];
  /** The fault for bytes that do not hold what the column says. */
  damaged(detail: string): Error;
}

/** Profiles one column; add every group, then finish. Memory does not grow with the rows. */
export interface ColumnProfiler<T extends ColumnType = ColumnType> {
  add(values: ValuesOf<T>, rows: number): void;
  /** `column`: as it is known by now, where levels came with its rows. */
  finish(column?: Column): ColumnProfile;
}

/** How a type is found in a column of text cells, and read from it. */
export interface TextReader {
  /** Types are tried in this order; the first that fits takes the column. */
  order: number;
  /** `values`: asked only of cells that are not missing among numbers, until one type reads the cell. `words`: asked of every cell. */
  among: 'values' | 'words';
  guess(context: GuessContext): TextGuess;
  /** Takes a column of plain numbers that are this type in truth, such as dates as digits; `sample`: some of them, ascending. */
  ofNumbers?(sample: Float64Array, name: string): TextFit | null;
  /** A builder for rows that a model scores: it reads as training did, by the column's `reading`, and refuses no file. */
  known(column: Column, context: KnownContext): ColumnBuilder;
}

/** What is known of a file whose rows are scored. */
export interface KnownContext {
  /** Most rows of a batch. */
  capacity: number;
  /** The decimal mark that the file evidently has, or null: training may have read the other. */
  decimal: DecimalMark | null;
}

export interface GuessContext {
  /** Whether a comma parts the cells, so that none stands inside a number. */
  commaParts: boolean;
  /** The decimal mark, where a person says which. */
  decimal?: DecimalMark;
  /** How many values a type keeps to decide by, where fewer are enough than to draw a distribution of. */
  kept?: number;
}

/** What a whole column showed when it is to be decided. */
export interface GuessFacts {
  rows: number;
  /** Cells that are not missing among words, and those that are not missing among numbers either. */
  words: number;
  values: number;
  /** What columns of the same file asked for. */
  hints: ReadonlySet<string>;
}

/** Gathers one column on the first pass over a file. */
export interface TextGuess {
  /** Notes a trimmed cell; `values` counts the cells before it. @returns whether the cell reads as this type. */
  add(cell: string, values: number): boolean;
  /** Takes a plain number as `add` takes its cell; false where the cell itself is still asked for. */
  addPlain?(value: number): boolean;
  /** Takes many of them in their order, NaN left out, and says how many; null where the cells themselves are still asked for. */
  addPlains?(values: Float64Array): number | null;
  /** Takes a day, in milliseconds, as `add` takes its cell in the form YYYY-MM-DD. */
  addDay?(value: number, values: number): void;
  /** Takes many of them in their order, NaN left out, and says how many; null where it has not yet decided whether it goes on. */
  addDays?(values: Float64Array): number | null;
  /** As `add`, once it `isDone`, of a cell that stood so often. */
  addTimes?(cell: string, times: number): boolean;
  /** Whether `add` learns nothing more: among words of any cell, among numbers of one that is no plain number. */
  readonly isDone: boolean;
  /** What this column tells about how the whole file is written, or null. */
  hint?(facts: Omit<GuessFacts, 'hints'>): string | null;
  /** How the column is read, where it is of this type. */
  fit(facts: GuessFacts): TextFit | null;
  /** How it is read where a person says that it is of this type, whatever most cells are; null or absent where it cannot be. */
  wanted?(facts: GuessFacts): TextFit | null;
}

export interface TextFit {
  /** Dictionary of a category column. */
  categories: string[];
  /** Of the histogram, for numbers and dates with any value. */
  edges: number[] | null;
  /** Where all cells are plain numbers: a sample of them, ascending. Another type may know them for what it counts in. */
  plainNumbers?: Float64Array;
  /** Spellings of "not known" of this type alone. */
  missing?: string[];
  /** What is kept with the column of how its cells are read. */
  reading: Omit<CellReading, 'missing'>;
  /** A builder of groups of at most `capacity` rows. */
  build(capacity: number): FileBuilder;
}

/**
 * What there is to say of a cell: it did not fit its column; or, of rows that are scored, it is of a level that training never saw, or
 * was taken for one that is spelled otherwise.
 */
export type CellRemark = CellNotice['reason'] | 'unseen' | 'adapted';

/** Called for a cell that did not fit its column; `row` is inside the group. */
export type Refuse = (row: number, remark: CellRemark, value: string) => void;

/** Rows of a block, and where they go in the group. Column by column, since one type after another keeps loops fast. */
export interface Cells {
  rows: readonly (readonly string[])[];
  from: number;
  to: number;
  column: number;
  /** Row of the group that takes `rows[from]`. */
  at: number;
}

/** Takes cells in row order; `take` gives the group and starts the next. */
export interface ColumnBuilder {
  /** @returns false where a cell cannot be of this column: the file changed since the first pass. */
  add(cells: Cells, refuse: Refuse): boolean;
  take(rows: number): ValuesOf<ColumnType>;
  /** Bytes so far of what grows with the cells. */
  readonly textBytes: number;
}

/** A builder for a file's own columns, which takes cells in bytes as well. */
export interface FileBuilder extends ColumnBuilder {
  /** Of a column of levels: those known so far, in the order of their codes; and what lets more of them come. */
  readonly levels?: readonly string[] | undefined;
  letGrow?(): void;
  /** As `add`. `odd` takes the rows of the block whose cells are not told by `plain`; a cell without any text is none of them. */
  addBytes(cells: ByteCells, refuse: Refuse, odd?: number[]): boolean;
  /** As `add` of cells that are codes of texts, −1 where there is none, from the first row on; absent where cells are no levels. */
  addLevels?(codes: Int32Array, names: readonly string[]): boolean | undefined;
  /** What its cells in bytes were read as, so that who looks at them as well need not read them again. */
  readonly plain?: PlainCells | null;
}

/** By row of the group: plain numbers; days in milliseconds; levels, −1 where missing. NaN where a cell is something else. */
export type PlainCells =
  | { kind: 'number' | 'day'; values: Float64Array }
  | { kind: 'level'; codes: Int32Array; levels: readonly string[] };

/** A column as what a model predicts. */
export interface TargetReader<T extends ColumnType> {
  /** Adds the classes of the included rows to `seen`; may stop once it holds more than `limit`. */
  noteClasses(
    column: Column,
    values: ValuesOf<T>,
    included: (row: number) => boolean,
    seen: Set<string>,
    limit: number,
  ): void;
  /** Index of each row's class, −1 where missing or of no class. */
  labels(column: Column, values: ValuesOf<T>, classes: readonly string[]): Int32Array;
  /** The value as a quantity, NaN where missing; null where the type is none. */
  quantity: ((values: ValuesOf<T>, row: number) => number) | null;
}
