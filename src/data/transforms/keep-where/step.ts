// Keeps the rows for which an expression is true; one that is missing for a row does not keep it.
import { HearthError } from '../../../contract/transport/fault';
import type { Reader } from '../../../domain/expressions/typed';
import type { RowBatch } from '../../columns/values';
import { selectRows } from '../../table/rows';
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
    return (batch) => keptOf(batch, readerOn(program, columns, batch));
  },
};

export function keptOf(batch: RowBatch, holds: Reader): RowBatch {
  const kept = Uint32Array.from({ length: batch.rows }, (_, row) => row).filter((row) => holds(row) === true);
  return selectRows(batch, kept);
}
