// How two versions of a table differ: schema, rows, cells. A few numbers a row are in memory, one column at a time.
import type { Column } from '../../contract/data/dataset';
import type { RowMatch, VersionDiff } from '../../contract/data/versions/version-diff';
import { HearthError } from '../../contract/transport/fault';
import { rowMarks, type ComparedTable } from './column-marks';

const mostListed = 1000;

/** The row of the first table that each row of the second is the same as; −1 for a new one. */
type Pairs = Int32Array;

/** What is different in the second table. @throws HearthError `column_unknown`, `input_invalid` where a key stands twice, `aborted`. */
export async function compareTables(
  before: ComparedTable,
  after: ComparedTable,
  match: RowMatch,
  signal: AbortSignal,
): Promise<VersionDiff> {
  const schema = compareColumns(before.columns, after.columns);
  const pairs = await pairsOf(before, after, match, schema.common, signal);
  const used = new Uint8Array(before.rows);
  for (const row of pairs) if (row >= 0) used[row] = 1;
  const added = rowsWhere(after.rows, (row) => pairs[row] === -1);
  const removed = rowsWhere(before.rows, (row) => used[row] === 0);
  const isChanged = new Uint8Array(after.rows);
  const changed: VersionDiff['columns']['changed'] = [];
  // Rows that are equal in all columns have no cell that differs.
  for (const name of match.kind === 'content' ? [] : schema.common) {
    const [old, now] = [await rowMarks(before, [name], signal), await rowMarks(after, [name], signal)];
    let cells = 0;
    pairs.forEach((from, row) => {
      if (from < 0 || old[from] === now[row]) return;
      cells++;
      isChanged[row] = 1;
    });
    if (cells > 0) changed.push({ name, cells });
  }
  const differing = rowsWhere(after.rows, (row) => isChanged[row] === 1);
  return {
    match,
    rows: {
      ...{ before: before.rows, after: after.rows },
      ...{ added: added.count, removed: removed.count, changed: differing.count },
    },
    addedRows: added.first,
    removedRows: removed.first,
    changedRows: differing.first.map((row) => [pairs[row] ?? 0, row]),
    columns: { added: schema.added, removed: schema.removed, retyped: schema.retyped, changed },
  };
}

function compareColumns(before: readonly Column[], after: readonly Column[]) {
  const old = new Map(before.map((column) => [column.name, column]));
  const now = new Set(after.map(({ name }) => name));
  const common: string[] = [];
  const retyped: VersionDiff['columns']['retyped'] = [];
  for (const { name, type } of after) {
    const other = old.get(name);
    if (other?.type === type) common.push(name);
    else if (other) retyped.push({ name, from: other.type, to: type });
  }
  return {
    common,
    retyped,
    added: after.flatMap(({ name }) => (old.has(name) ? [] : name)),
    removed: before.flatMap(({ name }) => (now.has(name) ? [] : name)),
  };
}

async function pairsOf(
  before: ComparedTable,
  after: ComparedTable,
  match: RowMatch,
  common: readonly string[],
  signal: AbortSignal,
): Promise<Pairs> {
  if (match.kind === 'place')
    return Int32Array.from({ length: after.rows }, (_, row) => (row < before.rows ? row : -1));
  const names = match.kind === 'key' ? [match.column] : common;
  if (match.kind === 'key' && !common.includes(match.column))
    throw new HearthError('column_unknown', { column: match.column });
  const [old, now] = [await rowMarks(before, names, signal), await rowMarks(after, names, signal)];
  if (match.kind === 'key') for (const marks of [old, now]) requireUnique(marks, match.column);
  return pairEqual(old, now);
}

function requireUnique(marks: Float64Array, column: string): void {
  const seen = new Set<number>();
  marks.forEach((mark, row) => {
    if (seen.has(mark)) throw new HearthError('input_invalid', { column, row: row + 1, field: 'key' });
    seen.add(mark);
  });
}

/** Equal rows in the order in which they stand; one that stands oftener than before is new. */
function pairEqual(old: Float64Array, now: Float64Array): Pairs {
  const first = new Map<number, number>();
  const next = new Int32Array(old.length).fill(-1);
  for (let row = old.length - 1; row >= 0; row--) {
    const mark = old[row] ?? NaN;
    next[row] = first.get(mark) ?? -1;
    first.set(mark, row);
  }
  return Int32Array.from(now, (mark) => {
    const row = first.get(mark) ?? -1;
    if (row >= 0) first.set(mark, next[row] ?? -1);
    return row;
  });
}

function rowsWhere(rows: number, isOne: (row: number) => boolean): { count: number; first: number[] } {
  const first: number[] = [];
  let count = 0;
  for (let row = 0; row < rows; row++) {
    if (!isOne(row)) continue;
    count++;
    if (first.length < mostListed) first.push(row);
  }
  return { count, first };
}
