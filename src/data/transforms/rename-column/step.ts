// Gives a column another name.
import { HearthError } from '../../../contract/transport/fault';
import { columnOf, indexOfColumn } from '../columns-of';
import type { Transform } from '../transform';

export const transform: Transform<'rename-column'> = {
  id: 'rename-column',
  changes: ({ column, to }) => [column, to],
  onScoring: 'apply',
  validate({ column: name, to }, columns) {
    const index = indexOfColumn(columns, name);
    const taken = columns.some((column, other) => column.name === to && other !== index);
    if (taken || to.trim() === '')
      throw new HearthError('input_invalid', { column: name, field: 'to' }, { value: to });
    return columns.with(index, { ...columnOf(columns, name), name: to });
  },
  open: () => (batch) => batch,
};
