// The column that an aggregate gives.
import type { Column } from '../../contract/data/dataset';
import type { Aggregate } from '../../contract/data/steps/table-steps';
import { HearthError } from '../../contract/transport/fault';
import { columnOf } from '../transforms/columns-of';
import { isQuantity } from './quantity';

/** Which aggregates keep the type of the column, and which are numbers whatever it is. */
export const keepsType = new Set<Aggregate>(['first', 'last', 'mode']);
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
