// The rows of a dataset that meet a view's conditions and hold what is searched. Reads group by group, only the columns it needs.
import type { Column } from '../../contract/data/dataset';
import type { RowCondition, RowView } from '../../contract/data/row-view';
import { checkAbort, valuesOf, type GroupSource } from '../rows/group-source';
import { letMessagesIn } from '../rows/let-messages-in';
import type { ColumnValues } from '../columns/values';
import type { RowsMap } from '../charts/map/fitted-map';
import { placesOn } from '../charts/map/rows-map';
import { columnNamed } from './column-named';
import { found, leftOut, sought, type MarkFound } from './mark-found';
import { cellSearch, conditionTest, type GroupTest, type RowTest } from './row-tests';

type GroupValues = ReadonlyMap<string, ColumnValues>;

/** A test that reads some columns of a group. */
interface Reading {
  names: readonly string[];
  test: (values: GroupValues) => RowTest;
}

interface Tests {
  /** All have to hold. */
  every: Reading[];
  /** One has to find the row; null for no search. */
  some: { name: string; mark: MarkFound<ColumnValues> }[] | null;
}

/** Finds the map that a condition is about. */
export type MapOf = (columns: readonly string[], signal: AbortSignal) => Promise<RowsMap | null>;

const ofColumn = (name: string, test: GroupTest): Reading => ({
  names: [name],
  test: (values) => test(valuesOf(values, name)),
});

/** A part of a map of rows; no row is in a map that there is not. */
async function ofMap(
  { columns, x, y }: Extract<RowCondition, { kind: 'map' }>,
  mapOf: MapOf,
  signal: AbortSignal,
): Promise<Reading> {
  const map = await mapOf(columns, signal);
  if (!map) return { names: [], test: () => () => false };
  return {
    names: map.columns,
    test: (values) => {
      const placeOf = placesOn(map, { values });
      return (row) => {
        const [left, up] = placeOf(row);
        return left >= x[0] && left <= x[1] && up >= y[0] && up <= y[1];
      };
    },
  };
}

async function testsOf(
  { conditions, search }: RowView,
  columns: readonly Column[],
  mapOf: MapOf,
  signal: AbortSignal,
): Promise<Tests> {
  const every: Reading[] = [];
  for (const condition of conditions)
    every.push(
      condition.kind === 'map'
        ? await ofMap(condition, mapOf, signal)
        : ofColumn(condition.column, conditionTest(condition, columnNamed(columns, condition.column))),
    );
  if (search.trim() === '') return { every, some: null };
  const some = columns.flatMap((column) => {
    const mark = cellSearch(search, column);
    return mark ? [{ name: column.name, mark }] : [];
  });
  return { every, some };
}

/** The rows of a group that meet all tests and, where there is a search, are found by it. */
function passing(rows: number, { every, some }: Tests, values: GroupValues): Uint32Array {
  let left = new Uint32Array(rows).map((_, row) => row);
  // One test after the other over what is left: a test that runs alone is run faster.
  for (const { test } of every) left = left.filter(test(values));
  if (!some) return left;
  const state = new Uint8Array(rows);
  if (left.length < rows) {
    state.fill(leftOut);
    for (const row of left) state[row] = sought;
  }
  for (const { name, mark } of some) mark(valuesOf(values, name), state);
  return left.filter((row) => state[row] === found);
}

/** Numbers of the rows, ascending. */
export async function filteredRows(
  source: GroupSource,
  columns: readonly Column[],
  view: RowView,
  signal: AbortSignal,
  mapOf: MapOf = () => Promise.resolve(null),
): Promise<Uint32Array<ArrayBuffer>> {
  const tests = await testsOf(view, columns, mapOf, signal);
  const total = source.groups.reduce((sum, { rows }) => sum + rows, 0);
  const rows = new Uint32Array(total);
  if (tests.every.length === 0 && tests.some === null) return rows.map((_, row) => row);
  if (tests.some?.length === 0) return rows.subarray(0, 0);
  const wanted = new Set([
    ...tests.every.flatMap(({ names }) => names),
    ...(tests.some ?? []).map(({ name }) => name),
  ]);
  let count = 0;
  for (const [index, group] of source.groups.entries()) {
    await letMessagesIn();
    checkAbort(signal);
    const values = await source.read(index, wanted);
    for (const row of passing(group.rows, tests, values)) rows[count++] = group.firstRow + row;
  }
  return rows.slice(0, count);
}
