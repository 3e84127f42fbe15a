// Rows in the order of columns: a stable sort; what is missing comes last in either order.
import { columnOf } from '../columns-of';
import { unfit } from '../change-column';
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
};
