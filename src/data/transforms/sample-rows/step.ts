// Some of the rows, drawn without replacement by a seed; of each value of a column the same share. Rows keep their order.
import { HearthError } from '../../../contract/transport/fault';
import { columnOf } from '../columns-of';
import type { Transform } from '../transform';

export const transform: Transform<'sample-rows'> = {
  id: 'sample-rows',
  onScoring: 'skip',
  validate({ within }, columns) {
    if (within.kind === 'column' && columnOf(columns, within.column).shape !== null)
      throw new HearthError('input_invalid', { column: within.column });
    return [...columns];
  },
};
