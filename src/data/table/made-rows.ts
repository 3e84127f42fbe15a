// Rows that a step made of cells, as groups.
import type { Cell, Column } from '../../contract/data/dataset';
import { valuesFrom } from '../combine/values-from';
import { rowsPerGroup } from '../rows/row-group';
import type { Rows } from './rows';

/** A table of columns whose cells are in memory. */
export function madeRows(columns: readonly Column[], cells: readonly (readonly Cell[])[]): Rows {
  const count = cells[0]?.length ?? 0;
  const capacity = rowsPerGroup(columns);
  return {
    columns,
    async *groups() {
      for (let firstRow = 0; firstRow < count; firstRow += capacity) {
        const rows = Math.min(capacity, count - firstRow);
        const values = columns.map((column, at) =>
          valuesFrom(column, (cells[at] ?? []).slice(firstRow, firstRow + rows)),
        );
        yield { firstRow, rows, values };
      }
    },
  };
}
