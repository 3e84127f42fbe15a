// One row for each group of rows that are equal in some columns, with aggregates of others. Groups come in ascending order of their keys.
import type { Column } from '../../../contract/data/dataset';
import type { StepParams } from '../../../contract/data/transform';
import { uniqueNames } from '../../formats/names';
import { aggregateColumn, aggregatesOf } from '../../table/aggregated';
import { unfit } from '../change-column';
import { columnOf } from '../columns-of';
import { madeRows } from '../../table/made-rows';
import { groupsOf, orderOfKeys } from '../../table/row-groups';
import type { Transform } from '../transform';

function columnsAfter({ by, values }: StepParams<'group-rows'>, columns: readonly Column[]): Column[] {
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
  async table(params, rows) {
    const columns = columnsAfter(params, rows.columns);
    const groups = await groupsOf(rows, params.by);
    const order = orderOfKeys(groups.keys);
    const keys = params.by.map((_, at) => order.map((group) => groups.keys[group]?.[at] ?? null));
    const made = [];
    for (const { column, of } of params.values) {
      const cells = await aggregatesOf(rows, groups, of, column);
      made.push(order.map((group) => cells[group] ?? null));
    }
    return madeRows(columns, [...keys, ...made]);
  },
};
