// Rows in the order of columns: a stable sort; what is missing comes last in either order.
import { columnOf } from '../columns-of';
import { unfit } from '../change-column';
import { orderedRows } from '../../table/ordered';
import { compareRows, ranksOf } from '../../table/ranks';
import { wholeColumns } from '../../table/whole-column';
import type { Transform } from '../transform';

export const transform: Transform<'sort-rows'> = {
  id: 'sort-rows',
  onScoring: 'skip',
  validate({ by }, columns) {
    for (const { column: name } of by) {
      const column = columnOf(columns, name);
      if (column.shape !== null) throw unfit(column);
    }
    return [...columns];
  },
  async table({ by }, rows) {
    const read = await wholeColumns(
      rows,
      by.map(({ column }) => column),
    );
    const keys = read.map((column, at) => {
      const ranks = ranksOf(column);
      return by[at]?.order === 'descending' ? ranks.map((rank) => -rank) : ranks;
    });
    const order = Uint32Array.from((keys[0] ?? []).keys());
    order.sort((a, b) => compareRows(keys, a, b) || a - b);
    return orderedRows(rows, order);
  },
};
