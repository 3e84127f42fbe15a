// Keeps the rows whose cell in a column meets a rule; the order of rows stays.
import type { Cell } from '../../../contract/data/dataset';
import type { RowRule } from '../../../contract/data/transform';
import { HearthError } from '../../../contract/transport/fault';
import { columnTypeOf } from '../../columns/registry';
import { indexOfColumn } from '../columns-of';
import type { Transform } from '../transform';

function meets(cell: Cell, rule: RowRule): boolean {
  if (cell === null) return false;
  switch (rule.kind) {
    case 'present':
      return true;
    case 'equals':
      return cell === rule.value;
    case 'between':
      return typeof cell === 'number' && cell >= rule.low && cell <= rule.high;
  }
}

export const transform: Transform<'filter-rows'> = {
  id: 'filter-rows',
  onScoring: 'skip',
  validate({ column, keep }, columns) {
    indexOfColumn(columns, column);
    if (keep.kind === 'between' && !(keep.low <= keep.high))
      throw new HearthError('input_invalid', { field: 'keep', column });
    return [...columns];
  },
  open({ column: name, keep }, columns) {
    const index = indexOfColumn(columns, name);
    const column = columns[index];
    return (batch) => {
      const values = batch.values[index];
      if (!column || !values) throw new HearthError('column_unknown', { column: name });
      const type = columnTypeOf(column.type);
      const rows = Uint32Array.from({ length: batch.rows }, (_, row) => row).filter((row) =>
        // A column whose cells are not shown, as images, is known only by what is missing.
        keep.kind === 'present' ? !type.isMissing(values, row) : meets(type.cell(column, values, row), keep),
      );
      if (rows.length === batch.rows) return batch;
      return {
        firstRow: batch.firstRow,
        rows: rows.length,
        values: batch.values.map((each) => columnTypeOf(each.type).select(each, rows, batch.rows)),
      };
    };
  },
};
