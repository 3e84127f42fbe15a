// One row for each group of rows that are equal in some columns, with aggregates of others. Groups come in ascending order of their keys.
import type { Column } from '../../../contract/data/dataset';
import type { StepParams } from '../../../contract/data/transform';
import { uniqueNames } from '../../formats/names';
import { aggregateColumn } from '../../table/aggregate-column';
import { unfit } from '../change-column';
import { columnOf } from '../columns-of';
import type { Transform } from '../transform';

export function columnsAfter({ by, values }: StepParams<'group-rows'>, columns: readonly Column[]): Column[] {
  const keys = by.map((name) => columnOf(columns, name));
  for (const key of keys) if (key.shape !== null) throw unfit(key);
  const made = values.map(({ column, of }) =>
    aggregateColumn(columns, of, column, column === null ? 'rows' : `${column}_${of}`),
  );
  const names = uniqueNames([...keys, ...made].map(({ name }) => name));
  return [...keys, ...made].map((column, at) => ({ ...column, name: names[at] ?? column.name }));
}

export const transform: Transform<'group-rows'> = {
  id: 'group-rows',
  onScoring: 'reshape',
  validate: columnsAfter,
};
