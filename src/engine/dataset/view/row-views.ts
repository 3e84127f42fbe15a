// Filtered and sorted rows: a list of row numbers that is worked out once, kept here and read page by page.
import { isAllRows, type RowView } from '../../../contract/data/row-view';
import type { ViewedRows, ViewPageQuery, ViewQuery } from '../../../contract/transport/data-api';
import { HearthError } from '../../../contract/transport/fault';
import { filteredRows } from '../../../data/view/filter-rows';
import { sortedRows } from '../../../data/view/sort-rows';
import { keptColumns } from './column-cache';
import { cellsOf, datasetFor, isCount, mostRows } from '../read-rows';
import { chartTable } from './rows-maps';

const keptViews = 6;
/** Row numbers by dataset and view, the one used longest ago first. */
const lists = new Map<string, Uint32Array<ArrayBuffer>>();

/** The same conditions in the same order, whatever its sort. */
const filterKey = (datasetId: string, { conditions, search }: RowView): string =>
  JSON.stringify([datasetId, conditions, search]);
const viewKey = (datasetId: string, view: RowView): string =>
  JSON.stringify([datasetId, view.conditions, view.search, view.sort]);

async function kept(
  key: string,
  make: () => Promise<Uint32Array<ArrayBuffer>>,
): Promise<Uint32Array<ArrayBuffer>> {
  const list = lists.get(key) ?? (await make());
  lists.delete(key);
  lists.set(key, list);
  const [oldest] = lists.keys();
  if (lists.size > keptViews && oldest !== undefined) lists.delete(oldest);
  return list;
}

/** The rows of a view. Another order of the same rows does not filter them again. */
async function listOf({ datasetId, view }: ViewQuery, signal: AbortSignal): Promise<Uint32Array> {
  const dataset = await datasetFor(datasetId);
  const { columns } = dataset;
  const source = keptColumns(dataset);
  const { mapOf } = chartTable(dataset, null);
  return kept(viewKey(datasetId, view), async () => {
    const rows = await kept(filterKey(datasetId, view), () =>
      filteredRows(source, columns, view, signal, mapOf),
    );
    return sortedRows(source, columns, rows, view.sort, signal);
  });
}

/** The rows that meet a view's conditions, ascending whatever its sort; null: all. */
export async function rowsMeeting(
  { datasetId, view }: ViewQuery,
  signal: AbortSignal,
): Promise<Uint32Array | null> {
  const { conditions, search } = view;
  if (isAllRows({ conditions, search, sort: [] })) return null;
  return listOf({ datasetId, view: { conditions, search, sort: [] } }, signal);
}

/** Works a view out; its pages can then be read. @throws HearthError `column_unknown`, `input_invalid` where it does not fit the data. */
export async function findRows(query: ViewQuery, signal: AbortSignal): Promise<{ rows: number }> {
  if (isAllRows(query.view)) return { rows: (await datasetFor(query.datasetId)).rows };
  return { rows: (await listOf(query, signal)).length };
}

/** Rows of a view with their numbers from 0. A view that this worker does not know any more is worked out again. */
export async function readFoundRows(query: ViewPageQuery, signal: AbortSignal): Promise<ViewedRows> {
  const { from, count } = query;
  if (![from, count].every(isCount) || count > mostRows)
    throw new HearthError('input_invalid', { field: 'from' }, { from, count });
  const dataset = await datasetFor(query.datasetId);
  const rows = [...(await listOf(query, signal)).subarray(from, from + count)];
  return { rows, cells: await cellsOf(dataset, rows, query.columns, signal, keptColumns(dataset)) };
}

/** The place of a row in a view; null where it is not in it. */
export async function placeInView(
  { row, ...query }: ViewQuery & { row: number },
  signal: AbortSignal,
): Promise<number | null> {
  if (!isCount(row)) throw new HearthError('input_invalid', { field: 'row' }, { row });
  if (isAllRows(query.view)) return row < (await datasetFor(query.datasetId)).rows ? row : null;
  const place = (await listOf(query, signal)).indexOf(row);
  return place < 0 ? null : place;
}
