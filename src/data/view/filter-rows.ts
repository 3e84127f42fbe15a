// The rows of a dataset that meet a view's conditions and hold what is searched. Reads group by group, only the columns it needs.
import type { Column } from '../../contract/data/dataset';
import type { RowView } from '../../contract/data/row-view';
import { HearthError } from '../../contract/transport/fault';
import { checkAbort, valuesOf, type GroupSource } from '../rows/group-source';
import { letMessagesIn } from '../rows/let-messages-in';
import type { ColumnValues } from '../columns/values';
import { conditionTest, searchTest, type GroupTest, type RowTest } from './row-tests';

/** The column of that name. @throws HearthError `column_unknown` */
export function columnNamed(columns: readonly Column[], name: string): Column {
  const found = columns.find((column) => column.name === name);
  if (!found) throw new HearthError('column_unknown', { column: name });
  return found;
}

interface Tests {
  /** All have to hold. */
  every: { name: string; test: GroupTest }[];
  /** One has to hold; null for no search. */
  some: { name: string; test: GroupTest }[] | null;
}

function testsOf({ conditions, search }: RowView, columns: readonly Column[]): Tests {
  const every = conditions.map((condition) => ({
    name: condition.column,
    test: conditionTest(condition, columnNamed(columns, condition.column)),
  }));
  if (search.trim() === '') return { every, some: null };
  const some = columns.flatMap((column) => {
    const test = searchTest(search, column);
    return test ? [{ name: column.name, test }] : [];
  });
  return { every, some };
}

const on = (tests: Tests['every'], values: ReadonlyMap<string, ColumnValues>): RowTest[] =>
  tests.map(({ name, test }) => test(valuesOf(values, name)));

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
): Promise<Uint32Array<ArrayBuffer>> {
  const tests = testsOf(view, columns);
  const total = source.groups.reduce((sum, { rows }) => sum + rows, 0);
  const found = new Uint32Array(total);
  if (tests.every.length === 0 && tests.some === null) return found.map((_, row) => row);
  if (tests.some?.length === 0) return found.subarray(0, 0);
  const wanted = new Set([...tests.every, ...(tests.some ?? [])].map(({ name }) => name));
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
