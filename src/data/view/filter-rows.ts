// The rows of a dataset that meet a view's conditions and hold what is searched. Reads group by group, only the columns it needs.
import type { Column } from '../../contract/data/dataset';
import type { RowCondition, RowView } from '../../contract/data/row-view';
import { checkAbort, valuesOf, type GroupSource } from '../rows/group-source';
import { letMessagesIn } from '../rows/let-messages-in';
import type { ColumnValues } from '../columns/values';
import type { RowsMap } from '../charts/map/fitted-map';
import { placesOn } from '../charts/map/rows-map';
import { columnNamed } from './column-named';
import { conditionTest, searchTest, type GroupTest, type RowTest } from './row-tests';

type GroupValues = ReadonlyMap<string, ColumnValues>;

/** A test that reads some columns of a group. */
interface Reading {
  names: readonly string[];
  test: (values: GroupValues) => RowTest;
}

interface Tests {
  /** All have to hold. */
  every: Reading[];
  /** One has to hold; null for no search. */
  some: Reading[] | null;
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
    const test = searchTest(search, column);
    return test ? [ofColumn(column.name, test)] : [];
  });
  return { every, some };
}

const on = (tests: readonly Reading[], values: GroupValues): RowTest[] =>
  tests.map(({ test }) => test(values));

/** The rows of a group that meet all tests of the first kind and, where there are any of the second, one of those. */
function passing(rows: number, every: readonly RowTest[], some: readonly RowTest[] | null): Uint32Array {
  let left = new Uint32Array(rows).map((_, row) => row);
  // One test after the other over what is left: a test that runs alone is run faster.
  for (const holds of every) left = left.filter(holds);
  if (!some) return left;
  const found = new Uint8Array(rows);
  for (const holds of some)
    for (let at = 0; at < left.length; at++) {
      const row = left[at]!;
      if (found[row] === 0 && holds(row)) found[row] = 1;
    }
  return left.filter((row) => found[row] === 1);
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
  const found = new Uint32Array(total);
  if (tests.every.length === 0 && tests.some === null) return found.map((_, row) => row);
  if (tests.some?.length === 0) return found.subarray(0, 0);
  const wanted = new Set([...tests.every, ...(tests.some ?? [])].flatMap(({ names }) => names));
  let count = 0;
  for (const [index, group] of source.groups.entries()) {
    await letMessagesIn();
    checkAbort(signal);
    const values = await source.read(index, wanted);
    const every = on(tests.every, values);
    const some = tests.some && on(tests.some, values);
    for (const row of passing(group.rows, every, some)) found[count++] = group.firstRow + row;
  }
  return found.slice(0, count);
}
