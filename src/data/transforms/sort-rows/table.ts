// Puts all rows in order.
import { orderedRows } from '../../table/ordered';
import { compareRows, ranksOf } from '../../table/ranks';
import { wholeColumns } from '../../table/whole-column';
import type { TablePart } from '../transform';

export const part: TablePart<'sort-rows'> = {
  id: 'sort-rows',
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
