// Rows of a table that nearly equal each other: of the cells that a model learns from all are equal but one. By that definition no pair among
// the rows compared is missed; cells are told apart by 32-bit hashes, rows by 64 bits, so that one pair in about 2^32 is none.
// A row's hash is the exclusive or of its cells' hashes, so that it is known without any one cell. One pass over the rows; 4 bytes a cell
// are held, of at most four million cells: of more the rows are evenly taken. Time grows with rows × columns.
import type { Column } from '../../contract/data/dataset';
import { splitCodes } from '../../contract/data/split-codes';
import { checkAbort, valuesOf, type GroupSource } from '../rows/group-source';
import { letMessagesIn } from '../rows/let-messages-in';
import { mostPairs } from './equal-rows';
import { FirstRowOf } from './first-row-of';
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

/** Rows of one in so many, with the hashes of their cells. */
interface Sample {
  rows: Uint32Array;
  /** Row after row. */
  cells: Uint32Array;
}

/** Equal cells of two columns must not cancel out: the column turns the hash of its cells. */
function turned(hash: number, column: number): number {
  let mixed = Math.imul(hash ^ Math.imul(column + 1, 0x9e3779b1), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

async function sampleOf(
  source: GroupSource,
  columns: readonly Column[],
  assignment: Uint8Array,
  signal: AbortSignal | undefined,
): Promise<Sample> {
  const { train, test } = splitCodes;
  const isCompared = (row: number) => assignment[row] === train || assignment[row] === test;
  const all = Uint32Array.from(assignment.keys()).filter(isCompared);
  const step = Math.max(1, (all.length * columns.length) / mostCells);
  const rows = Uint32Array.from(
    { length: Math.floor(all.length / step) },
    (_, at) => all[Math.floor(at * step)]!,
  );
  const cells = new Uint32Array(rows.length * columns.length);
  const wanted = new Set(columns.map(({ name }) => name));
  let at = 0;
  for (const [index, { firstRow, rows: count }] of source.groups.entries()) {
    checkAbort(signal);
    await letMessagesIn();
    const begin = at;
    while (at < rows.length && rows[at]! < firstRow + count) at++;
    if (at === begin) continue;
    const values = await source.read(index, wanted);
    for (const [column, { name }] of columns.entries()) {
      const { low } = hashRows([valuesOf(values, name)], count);
      for (let place = begin; place < at; place++)
        cells[place * columns.length + column] = low[rows[place]! - firstRow]!;
    }
  }
  return { rows, cells };
}

/** Rows of test that nearly equal one of training and equal none; null where there are too few columns to tell. */
export async function nearRows(
  source: GroupSource,
  columns: readonly Column[],
  assignment: Uint8Array,
  signal?: AbortSignal,
): Promise<NearRows | null> {
  const width = columns.length;
  if (width < fewestColumns) return null;
  const { rows, cells } = await sampleOf(source, columns, assignment, signal);
  const low = new Int32Array(rows.length);
  const high = new Int32Array(rows.length);
  for (let place = 0; place < rows.length; place++)
    for (let column = 0; column < width; column++) {
      low[place]! ^= turned(cells[place * width + column]!, column);
      high[place]! ^= turned(cells[place * width + column]!, column + width);
    }
  const isTrain = Uint8Array.from(rows, (row) => Number(assignment[row] === splitCodes.train));
  const trained = isTrain.reduce((sum, each) => sum + each, 0);
  // One for all columns: ten thousand of them would be as many tables before the first is collected.
  const table = new FirstRowOf(trained);
  /** For each row of test the place of the first row of training that is equal without a column; −1 where none is. */
  const match = (
    lowOf: (place: number) => number,
    highOf: (place: number) => number,
    twin: Int32Array,
  ): void => {
    table.clear();
    for (let place = 0; place < rows.length; place++)
      if (isTrain[place] === 1) table.add(lowOf(place) >>> 0, highOf(place) >>> 0, place);
    for (let place = 0; place < rows.length; place++)
      if (isTrain[place] === 0 && twin[place] === -1)
        twin[place] = table.get(lowOf(place) >>> 0, highOf(place) >>> 0);
  };
  const exact = new Int32Array(rows.length).fill(-1);
  match(
    (place) => low[place]!,
    (place) => high[place]!,
    exact,
  );
  const twin = exact.map((place) => (place === -1 ? -1 : -2));
  for (let column = 0; column < width; column++) {
    await letMessagesIn();
    checkAbort(signal);
    const cell = (place: number) => cells[place * width + column]!;
    match(
      (place) => low[place]! ^ turned(cell(place), column),
      (place) => high[place]! ^ turned(cell(place), column + width),
      twin,
    );
  }
  const found: NearRows = { rows: 0, compared: rows.length - trained, pairs: [] };
  twin.forEach((other, place) => {
    if (other < 0) return;
    found.rows++;
    if (found.pairs.length < mostPairs) found.pairs.push([rows[place]!, rows[other]!]);
  });
  return found;
}
