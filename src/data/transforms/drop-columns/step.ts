// Leaves columns out.
import { HearthError } from '../../../contract/transport/fault';
import { indexOfColumn } from '../columns-of';
import type { Transform } from '../transform';

export const transform: Transform<'drop-columns'> = {
  id: 'drop-columns',
  onScoring: 'apply',
  validate({ columns: dropped }, columns) {
    for (const name of dropped) indexOfColumn(columns, name);
    const kept = columns.filter(({ name }) => !dropped.includes(name));
    if (kept.length === 0) throw new HearthError('input_invalid', { field: 'columns' }, { rows: 0 });
    return kept;
  },
  open({ columns: dropped }, columns) {
    const kept = [...columns.keys()].filter((index) => !dropped.includes(columns[index]?.name ?? ''));
    return (batch) => ({
      firstRow: batch.firstRow,
      rows: batch.rows,
      values: kept.flatMap((index) => batch.values[index] ?? []),
    });
  },
};
