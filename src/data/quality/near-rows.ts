// Rows of a table that nearly equal each other: of the cells that a model learns from all are equal but one. By that definition no pair among
// the rows compared is missed; cells are told apart by 32-bit hashes, rows by 64 bits, so that one pair in about 2^32 is none.
// A row's hash is the exclusive or of its cells' hashes, so that it is known without any one cell. One pass over the rows; 4 bytes a cell
// are held, of at most four million cells: of more the rows are evenly taken. Time grows with rows × columns.
import type { Column } from '../../contract/data/dataset';
import { splitCodes } from '../../contract/data/split-codes';
import type { ColumnValues } from '../columns/values';
import { checkAbort, valuesOf } from '../rows/group-source';
import { letMessagesIn } from '../rows/let-messages-in';
import { mostPairs } from './equal-rows';
import { FirstRowOf } from './first-row-of';
import type { Look } from './one-pass';
import { hashRows } from './row-hash';

/** With fewer columns rows are nearly equal by chance. */
export const fewestColumns = 5;
const mostCells = 4_000_000;

/** Rows of test with a row of training that they nearly equal, among the rows that were compared. */
export interface NearRows {
  rows: number;
  /** Rows of test that were looked at. */
  compared: number;
  /** The first of them, each with the first such row of training. */
  pairs: [number, number][];
}

/** Equal cells of two columns must not cancel out: the column turns the hash of its cells. */
function turned(hash: number, column: number): number {
  let mixed = Math.imul(hash ^ Math.imul(column + 1, 0x9e3779b1), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** Rows of training and test that are compared: all, or evenly taken ones where there are too many cells. */
function comparedRows(assignment: Uint8Array, width: number): Uint32Array {
  const { train, test } = splitCodes;
  const all = new Uint32Array(assignment.length);
  let count = 0;
  for (let row = 0; row < assignment.length; row++)
    if (assignment[row] === train || assignment[row] === test) all[count++] = row;
  const step = Math.max(1, (count * width) / mostCells);
  if (step === 1) return all.subarray(0, count);
  const rows = new Uint32Array(Math.floor(count / step));
  for (let at = 0; at < rows.length; at++) rows[at] = all[Math.floor(at * step)]!;
  return rows;
}

/** A hash of each of the taken cells; only of numbers and levels they alone are looked at, since others do not lie at even steps. */
function cellHashes(values: ColumnValues, taken: Uint32Array, rows: number): Uint32Array {
  if ('values' in values) {
    const numbers = new Float64Array(taken.length);
    for (let at = 0; at < taken.length; at++) numbers[at] = values.values[taken[at]!]!;
    return hashRows([{ type: values.type, values: numbers }], taken.length).low;
  }
  if ('codes' in values) {
    const codes = new Int32Array(taken.length);
    for (let at = 0; at < taken.length; at++) codes[at] = values.codes[taken[at]!]!;
    return hashRows([{ type: values.type, codes }], taken.length).low;
  }
  const { low } = hashRows([values], rows);
  return taken.map((row) => low[row]!);
}

/** Finds the rows of test that nearly equal one of training and equal none. */
export class NearRowsLook implements Look<NearRows> {
  readonly wanted: ReadonlySet<string>;
  readonly #columns: readonly Column[];
  readonly #rows: Uint32Array;
  readonly #isTrain: Uint8Array;
  /** Hashes of the cells, row after row. */
  readonly #cells: Uint32Array;
  #at = 0;

  constructor(columns: readonly Column[], assignment: Uint8Array) {
    this.wanted = new Set(columns.map(({ name }) => name));
    this.#columns = columns;
    this.#rows = comparedRows(assignment, columns.length);
    this.#isTrain = Uint8Array.from(this.#rows, (row) => Number(assignment[row] === splitCodes.train));
    this.#cells = new Uint32Array(this.#rows.length * columns.length);
  }

  add(
    values: ReadonlyMap<string, ColumnValues>,
    { firstRow, rows }: { firstRow: number; rows: number },
  ): void {
    const [from, width] = [this.#at, this.#columns.length];
    while (this.#at < this.#rows.length && this.#rows[this.#at]! < firstRow + rows) this.#at++;
    const taken = this.#rows.subarray(from, this.#at).map((row) => row - firstRow);
    if (taken.length === 0) return;
    for (const [column, { name }] of this.#columns.entries()) {
      const hashes = cellHashes(valuesOf(values, name), taken, rows);
      for (let at = 0; at < taken.length; at++) this.#cells[(from + at) * width + column] = hashes[at]!;
    }
  }

  async result(signal: AbortSignal | undefined): Promise<NearRows> {
    const rows = this.#rows;
    const trained = this.#isTrain.reduce((sum, each) => sum + each, 0);
    const found: NearRows = { rows: 0, compared: rows.length - trained, pairs: [] };
    const twins = await twinsOf(this.#cells, this.#isTrain, this.#columns.length, signal);
    for (let place = 0; place < twins.length; place++) {
      const twin = twins[place]!;
      if (twin < 0) continue;
      found.rows++;
      if (found.pairs.length < mostPairs) found.pairs.push([rows[place]!, rows[twin]!]);
    }
    return found;
  }
}

/** Hashes of places: of each both halves, those of its cells in some columns. */
interface Hashes {
  low: Int32Array;
  high: Int32Array;
}

/** Hashes over every `step`th column from one on. */
function hashesOver(cells: Uint32Array, width: number, from: number, step: number): Hashes {
  const places = cells.length / width;
  const [low, high] = [new Int32Array(places), new Int32Array(places)];
  for (let place = 0; place < places; place++)
    for (let column = from; column < width; column += step) {
      const cell = cells[place * width + column]!;
      low[place]! ^= turned(cell, column);
      high[place]! ^= turned(cell, column + width);
    }
  return { low, high };
}

/**
 * Of each row of test the place of the first row of training that is equal but for one cell; −1 or −2 where none is, or where one is wholly equal.
 * Two rows with one different cell are equal in the even columns or in the odd ones: only rows of which that holds are compared column by column.
 */
async function twinsOf(
  cells: Uint32Array,
  isTrain: Uint8Array,
  width: number,
  signal: AbortSignal | undefined,
): Promise<Int32Array> {
  const halves = [hashesOver(cells, width, 0, 2), hashesOver(cells, width, 1, 2)];
  const [train, test] = likely(halves, isTrain);
  const twins = new Int32Array(isTrain.length).fill(-1);
  const [even, odd] = halves as [Hashes, Hashes];
  const low = even.low.map((hash, place) => hash ^ odd.low[place]!);
  const high = even.high.map((hash, place) => hash ^ odd.high[place]!);
  // One for all columns: ten thousand of them would be as many tables before the first is collected.
  const table = new FirstRowOf(train.length);
  for (const place of train) table.add(low[place]! >>> 0, high[place]! >>> 0, place);
  for (const place of test) if (table.get(low[place]! >>> 0, high[place]! >>> 0) !== -1) twins[place] = -2;
  for (let column = 0; column < width; column++) {
    await letMessagesIn();
    checkAbort(signal);
    table.clear();
    for (const place of train) {
      const cell = cells[place * width + column]!;
      table.add(
        (low[place]! ^ turned(cell, column)) >>> 0,
        (high[place]! ^ turned(cell, column + width)) >>> 0,
        place,
      );
    }
    for (const place of test) {
      if (twins[place] !== -1) continue;
      const cell = cells[place * width + column]!;
      twins[place] = table.get(
        (low[place]! ^ turned(cell, column)) >>> 0,
        (high[place]! ^ turned(cell, column + width)) >>> 0,
      );
    }
  }
  return twins;
}

/** Places of training and of test that are equal in one half to one of the other part. */
function likely(halves: readonly Hashes[], isTrain: Uint8Array): [train: Uint32Array, test: Uint32Array] {
  const isLikely = new Uint8Array(isTrain.length);
  for (const { low, high } of halves) {
    // Test comes first: it is the smaller part, and its table is the one that is asked most.
    const tested = new FirstRowOf(isTrain.length);
    for (let place = 0; place < isTrain.length; place++)
      if (isTrain[place] === 0) tested.add(low[place]! >>> 0, high[place]! >>> 0, place);
    const met = new Uint8Array(isTrain.length);
    for (let place = 0; place < isTrain.length; place++) {
      if (isTrain[place] === 0) continue;
      const first = tested.get(low[place]! >>> 0, high[place]! >>> 0);
      if (first >= 0) isLikely[place] = met[first] = 1;
    }
    for (let place = 0; place < isTrain.length; place++)
      if (isTrain[place] === 0 && met[tested.get(low[place]! >>> 0, high[place]! >>> 0)] === 1)
        isLikely[place] = 1;
  }
  const places = (part: number): Uint32Array => {
    const found = new Uint32Array(isTrain.length);
    let count = 0;
    for (let place = 0; place < isTrain.length; place++)
      if (isTrain[place] === part && isLikely[place] === 1) found[count++] = place;
    return found.subarray(0, count);
  };
  return [places(1), places(0)];
}
