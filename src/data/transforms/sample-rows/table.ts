// Draws the rows.
import { drawRows } from '../../table/draw-rows';
import { groupsOf, type RowGroups } from '../../table/row-groups';
import { mapRows, selectRows } from '../../table/rows';
import type { Rows } from '../../table/rows';
import type { TablePart } from '../transform';

async function oneGroup(rows: Rows): Promise<Pick<RowGroups, 'ids' | 'keys'>> {
  let count = 0;
  for await (const batch of rows.groups()) count += batch.rows;
  return { ids: new Uint32Array(count), keys: count > 0 ? [[]] : [] };
}

export const part: TablePart<'sample-rows'> = {
  id: 'sample-rows',
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
