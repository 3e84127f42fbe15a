// A column becomes one of another type: its cells are read again as that. What of them does not read is missing.
import { columnOf, indexOfColumn } from '../columns-of';
import type { Transform } from '../transform';
import { readAs } from './read-as';
import { targetColumn } from './target-column';

export const transform: Transform<'change-type'> = {
  id: 'change-type',
  onScoring: 'apply',
  changes: ({ column }) => [column],
  validate(params, columns) {
    const index = indexOfColumn(columns, params.column);
    return columns.with(index, targetColumn(columnOf(columns, params.column), params));
  },
  open(params, columns) {
    const index = indexOfColumn(columns, params.column);
    const column = columnOf(columns, params.column);
    const read = readAs(column, targetColumn(column, params), params);
    return (batch) => {
      const before = batch.values[index];
      return before ? { ...batch, values: batch.values.with(index, read(before, batch.rows)) } : batch;
    };
  },
};
