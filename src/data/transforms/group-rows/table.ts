// Aggregates all rows.
import { aggregatesOf } from '../../table/aggregated';
import { madeRows } from '../../table/made-rows';
import { groupsOf, orderOfKeys } from '../../table/row-groups';
import type { TablePart } from '../transform';
import { columnsAfter } from './step';

export const part: TablePart<'group-rows'> = {
  id: 'group-rows',
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
