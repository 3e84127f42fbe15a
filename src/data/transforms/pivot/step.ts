// The values of a column become columns: one row for each group, and under each value the aggregate of its rows. Missing values have none.
import type { Column } from '../../../contract/data/dataset';
import type { StepParams } from '../../../contract/data/transform';
import { HearthError } from '../../../contract/transport/fault';
import { uniqueNames } from '../../formats/names';
import { aggregateColumn } from '../../table/aggregate-column';
import { unfit } from '../change-column';
import { columnOf } from '../columns-of';
import type { Transform } from '../transform';

export function columnsAfter(
  { rows: by, column, value, of, learnt }: StepParams<'pivot'>,
  columns: readonly Column[],
): Column[] {
  const keys = by.map((name) => columnOf(columns, name));
  for (const key of [...keys, columnOf(columns, column)]) if (key.shape !== null) throw unfit(key);
  if (by.includes(column)) throw new HearthError('input_invalid', { column, field: 'rows' });
  const made = (learnt?.levels ?? []).map((level) => aggregateColumn(columns, of, value, level));
  if (made.length === 0) aggregateColumn(columns, of, value, column);
  const names = uniqueNames([...keys, ...made].map(({ name }) => name));
  return [...keys, ...made].map((each, at) => ({ ...each, name: names[at] ?? each.name }));
}

export const transform: Transform<'pivot'> = {
  id: 'pivot',
  onScoring: 'reshape',
  validate: columnsAfter,
};
