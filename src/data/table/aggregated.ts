// Aggregates of columns over groups, as columns of their own.
import type { Cell, Column } from '../../contract/data/dataset';
import type { Aggregate } from '../../contract/data/steps/table-steps';
import { HearthError } from '../../contract/transport/fault';
import { aggregateOf } from '../../domain/aggregation/aggregate';
import { columnOf } from '../transforms/columns-of';
import { isQuantity, wholeColumn } from './whole-column';
import type { Rows } from './rows';
import { rowsByGroup, type RowGroups } from './row-groups';

/** Which aggregates keep the type of the column, and which are numbers whatever it is. */
const keepsType = new Set<Aggregate>(['first', 'last', 'mode']);
const isNumber = new Set<Aggregate>(['count', 'distinct']);
/** Of dates too. */
const ofMoments = new Set<Aggregate>(['mean', 'median', 'min', 'max']);

/** The column that an aggregate gives, by the name it is to have; without a column, rows are counted. */
export function aggregateColumn(
  columns: readonly Column[],
  of: Aggregate,
  from: string | null,
  name: string,
): Column {
  const made: Column = { name, type: 'number', categories: [], shape: null };
  if (from === null) {
    if (of !== 'count') throw new HearthError('input_invalid', { field: 'of' });
    return made;
  }
  const column = columnOf(columns, from);
  if (column.shape !== null) throw misfit(column, of);
  if (isNumber.has(of)) return made;
  if (keepsType.has(of)) return { ...column, name };
  if (!isQuantity(column)) throw misfit(column, of);
  if (column.type !== 'datetime') return made;
  if (ofMoments.has(of)) return { ...made, type: 'datetime' };
  throw misfit(column, of);
}

function misfit({ name, type }: Column, of: Aggregate): HearthError {
  return new HearthError('input_invalid', { column: name, field: 'of' }, { found: type, value: of });
}

/** The aggregate of each group. */
export async function aggregatesOf(
  rows: Rows,
  groups: RowGroups,
  of: Aggregate,
  from: string | null,
): Promise<Cell[]> {
  const { starts, rows: order } = rowsByGroup(groups);
  const spans = groups.keys.map((_, group) => [starts[group] ?? 0, starts[group + 1] ?? 0] as const);
  if (from === null) return spans.map(([begin, end]) => end - begin);
  const { values, cell } = await wholeColumn(rows, from);
  const together = Float64Array.from(order, (row) => values[row] ?? NaN);
  const shown = keepsType.has(of) ? cell : (value: number) => (Number.isFinite(value) ? value : null);
  return spans.map(([begin, end]) => shown(aggregateOf(of, together.subarray(begin, end))));
}
