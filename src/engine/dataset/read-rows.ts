// Rows and images as the table and the grid show them; only the row groups in view are read.
import { columnTypes } from '../../contract/data/column-types';
import type { RowQuery, RowsQuery } from '../../contract/transport/data-api';
import type { Cell, DatasetVersion } from '../../contract/data/dataset';
import { HearthError } from '../../contract/transport/fault';
import { imageBytes } from '../../data/columns/image/image-bytes';
import { cellAt } from '../../data/columns/registry';
import type { GroupSource } from '../../data/rows/group-source';
import { getDataset } from '../../storage/datasets';
import { rowSource } from './row-source';

/** Most rows of one answer: a screen shows far fewer. */
export const mostRows = 10_000;

// Versions never change, so the last one read is as good as the store's.
let last: Promise<DatasetVersion> | null = null;
let lastId = '';

/** The version of that id. */
export function datasetFor(id: string): Promise<DatasetVersion> {
  if (last === null || lastId !== id) {
    lastId = id;
    last = getDataset(id);
    last.catch(() => (lastId = ''));
  }
  return last;
}

/** Whether a number can count rows. */
export const isCount = (value: number) => Number.isInteger(value) && value >= 0;

/** Rows from..from+count, clipped to the dataset, of the columns asked for; images as null. */
export async function readRows(query: RowQuery, signal: AbortSignal): Promise<Cell[][]> {
  const { datasetId, from, count } = query;
  const dataset = await datasetFor(datasetId);
  if (![from, count].every(isCount) || count > mostRows)
    throw new HearthError('input_invalid', { field: 'from' }, { from, count });
  const end = Math.min(from + count, dataset.rows);
  const rows = Array.from({ length: Math.max(0, end - from) }, (_, index) => from + index);
  return cellsOf(dataset, rows, query.columns, signal);
}

/** Single rows, in their order, of the columns asked for; images as null. */
export async function readRowsAt(
  { datasetId, rows, columns }: RowsQuery,
  signal: AbortSignal,
): Promise<Cell[][]> {
  const dataset = await datasetFor(datasetId);
  if (rows.length > mostRows || !rows.every((row) => isCount(row) && row < dataset.rows))
    throw new HearthError('input_invalid', { field: 'rows' }, { count: rows.length });
  return cellsOf(dataset, rows, columns, signal);
}

/** Cells of rows in their order. Each group that holds one of the rows is read once. */
export async function cellsOf(
  dataset: DatasetVersion,
  rows: readonly number[],
  window: RowQuery['columns'],
  signal: AbortSignal,
  source: GroupSource = rowSource(dataset),
): Promise<Cell[][]> {
  const { from, count } = window ?? { from: 0, count: dataset.columns.length };
  if (![from, count].every(isCount))
    throw new HearthError('input_invalid', { field: 'columns' }, { from, count });
  const asked = dataset.columns.slice(from, from + count);
  const wanted = new Set(
    asked.filter(({ type }) => columnTypes[type].display !== 'image').map(({ name }) => name),
  );
  const found = new Array<Cell[]>(rows.length);
  for (const [index, { firstRow, rows: length }] of dataset.groups.entries()) {
    const places = [...rows.keys()].filter((at) => rows[at]! >= firstRow && rows[at]! < firstRow + length);
    if (places.length === 0) continue;
    signal.throwIfAborted();
    const values = await source.read(index, wanted);
    const columns = asked.map((column) => ({ column, values: values.get(column.name) }));
    for (const at of places)
      found[at] = columns.map(({ column, values: of }) =>
        of ? cellAt(column, of, rows[at]! - firstRow) : null,
      );
  }
  return found;
}

/** Pixels of an image column for given rows, in their order. */
export async function readImages(
  request: { datasetId: string; column: string; rows: number[] },
  signal: AbortSignal,
): Promise<{ shape: [number, number, number]; pixels: Uint8Array[] }> {
  const dataset = await datasetFor(request.datasetId);
  const column = dataset.columns.find(({ name }) => name === request.column);
  if (!column?.shape) throw new HearthError('column_unknown', { column: request.column });
  const size = imageBytes(column);
  const source = rowSource(dataset);
  const wanted = new Set([column.name]);
  const pixels: Uint8Array[] = [];
  for (const row of request.rows) {
    signal.throwIfAborted();
    const index = dataset.groups.findIndex(({ firstRow, rows }) => row >= firstRow && row < firstRow + rows);
    const values = index < 0 ? undefined : (await source.read(index, wanted)).get(column.name);
    if (values?.type !== 'image') throw new HearthError('not_found', { field: 'rows', row: row + 1 });
    const at = (row - (dataset.groups[index]?.firstRow ?? 0)) * size;
    pixels.push(values.pixels.slice(at, at + size));
  }
  return { shape: column.shape, pixels };
}
