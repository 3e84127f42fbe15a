// Leaves columns out.
import { HearthError } from '../../../contract/transport/fault';
import type { Transform } from '../transform';

export const transform: Transform<'drop-columns'> = {
  id: 'drop-columns',
  changes: ({ columns }) => columns,
  onScoring: 'apply',
  validate({ columns: dropped }, columns) {
    const known = new Set(columns.map(({ name }) => name));
    for (const name of dropped)
      if (!known.has(name)) throw new HearthError('column_unknown', { column: name });
    const gone = new Set(dropped);
    const kept = columns.filter(({ name }) => !gone.has(name));
    if (kept.length === 0) throw new HearthError('input_invalid', { field: 'columns' }, { rows: 0 });
    return kept;
  },
  open({ columns: dropped }, columns) {
    const gone = new Set(dropped);
    const kept = [...columns.keys()].filter((index) => !gone.has(columns[index]?.name ?? ''));
    return (batch) => ({
      firstRow: batch.firstRow,
      rows: batch.rows,
      values: kept.flatMap((index) => batch.values[index] ?? []),
    });
  },
};
