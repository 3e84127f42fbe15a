// Some of the rows, drawn without replacement by a seed; of each value of a column the same share. Rows keep their order.
import { HearthError } from '../../../contract/transport/fault';
import { columnOf } from '../columns-of';
import { drawRows } from '../../table/draw-rows';
import { groupsOf, type RowGroups } from '../../table/row-groups';
import { mapRows, selectRows } from '../../table/rows';
import type { Rows } from '../../table/rows';
import type { Transform } from '../transform';

export const transform: Transform<'sample-rows'> = {
  id: 'sample-rows',
  onScoring: 'skip',
  validate({ within }, columns) {
    if (within.kind === 'column' && columnOf(columns, within.column).shape !== null)
      throw new HearthError('input_invalid', { column: within.column });
    return [...columns];
  },
  async table({ size, within, seed }, rows) {
    const groups = within.kind === 'column' ? await groupsOf(rows, [within.column]) : await oneGroup(rows);
    const total = groups.ids.length;
    const wanted = size.kind === 'rows' ? Math.min(size.count, total) : Math.round(size.share * total);
    const drawn = drawRows(groups, wanted, seed);
    return mapRows(rows, rows.columns, () => {
      let first = 0;
      return (batch) => {
        const kept = Uint32Array.from({ length: batch.rows }, (_, row) => row).filter(
          (row) => drawn[first + row] === 1,
        );
        first += batch.rows;
        return selectRows(batch, kept);
      };
    });
  },
};

async function oneGroup(rows: Rows): Promise<Pick<RowGroups, 'ids' | 'keys'>> {
  let count = 0;
  for await (const batch of rows.groups()) count += batch.rows;
  return { ids: new Uint32Array(count), keys: count > 0 ? [[]] : [] };
}
