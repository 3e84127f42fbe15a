// Where the table's rows come from: all of them, listed ones, or those that a view found.
import { clients } from '../../client/workers/clients';
import type { Cell } from '../../contract/data/dataset';
import type { RowView } from '../../contract/data/row-view';

interface PageColumns {
  from: number;
  count: number;
}

/** Rows in the order in which the table shows them. */
export interface RowsSource {
  datasetId: string;
  rows: number;
  /** Number of a row in the dataset, from 0, where that is known before it is read. */
  numberOf(row: number): number | undefined;
  /** The place of a row of the dataset, both from 0; null where it does not show. */
  placeOf(number: number): Promise<number | null>;
  /** Cells of some rows, with the numbers of the rows in the dataset, from 0. */
  read(from: number, count: number, columns: PageColumns): Promise<{ rows: number[]; cells: Cell[][] }>;
}

/** Every row of a dataset. */
export function everyRow(dataset: { id: string; rows: number }): RowsSource {
  const { id: datasetId, rows } = dataset;
  return {
    datasetId,
    rows,
    numberOf: (row) => row,
    placeOf: (number) => Promise.resolve(number < rows ? number : null),
    async read(from, count, columns) {
      const cells = await clients.data.call('readRows', { datasetId, from, count, columns });
      return { rows: cells.map((_, index) => from + index), cells };
    },
  };
}

/** These rows, in this order. */
export function listedRows({ id: datasetId }: { id: string }, listed: readonly number[]): RowsSource {
  return {
    datasetId,
    rows: listed.length,
    numberOf: (row) => listed[row],
    placeOf: (number) => {
      const place = listed.indexOf(number);
      return Promise.resolve(place < 0 ? null : place);
    },
    async read(from, count, columns) {
      const rows = listed.slice(from, from + count);
      return { rows, cells: await clients.data.call('readRowsAt', { datasetId, rows, columns }) };
    },
  };
}

/** The rows of a view, which has `rows` of them. */
export function foundRows({ id: datasetId }: { id: string }, view: RowView, rows: number): RowsSource {
  return {
    datasetId,
    rows,
    numberOf: () => undefined,
    placeOf: (number) => clients.data.call('placeInView', { datasetId, view, row: number }),
    read: (from, count, columns) =>
      clients.data.call('readFoundRows', { datasetId, view, from, count, columns }),
  };
}
