// Keeps the rows for which an expression is true; one that is missing for a row does not keep it.
import { HearthError } from '../../../contract/transport/fault';
import { columnTypeOf } from '../../columns/registry';
import { programOf, readerOn } from '../expressions';
import type { Transform } from '../transform';

export const transform: Transform<'keep-where'> = {
  id: 'keep-where',
  onScoring: 'skip',
  validate({ expression }, columns) {
    const { type } = programOf(expression, columns);
    if (type !== 'boolean')
      throw new HearthError('input_invalid', { field: 'expression' }, { expected: 'boolean', found: type });
    return [...columns];
  },
  open({ expression }, columns) {
    const program = programOf(expression, columns);
    return (batch) => {
      const holds = readerOn(program, columns, batch);
      const kept = Uint32Array.from({ length: batch.rows }, (_, row) => row).filter(
        (row) => holds(row) === true,
      );
      if (kept.length === batch.rows) return batch;
      const values = batch.values.map((each) => columnTypeOf(each.type).select(each, kept, batch.rows));
      return { firstRow: batch.firstRow, rows: kept.length, values };
    };
  },
};
