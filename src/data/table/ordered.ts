// Rows in another order, without the table in memory: the rows that come out are made in waves, each one pass over those that come in.
import { HearthError } from '../../contract/transport/fault';
import { columnTypeOf } from '../columns/registry';
import type { RowBatch } from '../columns/values';
import { rowsPerGroup } from '../rows/row-group';
import { concatValues } from './concat-values';
import { selectRows, type Rows } from './rows';

/** Groups of rows that a wave holds, about 4 MiB each. */
const groupsOfWave = 24;

/** The rows of these numbers, in this order; each at most once. */
export function orderedRows(rows: Rows, order: Uint32Array, groups = groupsOfWave): Rows {
  const { columns } = rows;
  return {
    columns,
    async *groups() {
      const capacity = rowsPerGroup(columns);
      for (let from = 0; from < order.length; from += capacity * groups) {
        const wave = order.subarray(from, from + capacity * groups);
        const { batch, places } = await gather(rows, wave);
        for (let at = 0; at < wave.length; at += capacity) {
          const part = places.subarray(at, at + capacity);
          yield {
            firstRow: from + at,
            rows: part.length,
            values: batch.values.map((each) => columnTypeOf(each.type).select(each, part, batch.rows)),
          };
        }
      }
    },
  };
}

/** The wanted rows as they come, and where each of them is there. */
async function gather(rows: Rows, wanted: Uint32Array): Promise<{ batch: RowBatch; places: Uint32Array }> {
  const ascending = Uint32Array.from(wanted.keys()).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const parts: RowBatch[] = [];
  let [first, next] = [0, 0];
  for await (const batch of rows.groups()) {
    const begin = next;
    while (next < ascending.length && (wanted[ascending[next] ?? 0] ?? 0) < first + batch.rows) next++;
    const kept = Uint32Array.from(ascending.subarray(begin, next), (at) => (wanted[at] ?? 0) - first);
    if (kept.length > 0) parts.push(selectRows(batch, kept));
    first += batch.rows;
    if (next === ascending.length) break;
  }
  if (next < wanted.length) throw new HearthError('storage_damaged', { field: 'rows' });
  const places = new Uint32Array(wanted.length);
  ascending.forEach((at, place) => (places[at] = place));
  const values = rows.columns.map((_, column) =>
    concatValues(parts.flatMap(({ values: each }) => each[column] ?? [])),
  );
  return { batch: { firstRow: 0, rows: wanted.length, values }, places };
}
