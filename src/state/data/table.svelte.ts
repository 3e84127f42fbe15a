// The cells of a dataset that the table shows now, fetched page by page from the data worker. Never the whole table, and of a wide one
// never whole rows.
import { clients } from '../../client/workers/clients';
import type { Cell } from '../../contract/data/dataset';
import { notices } from '../app/notices.svelte';
import { PageCache, pagesFor } from './page-cache';

const pageRows = 200;
const pageColumns = 100;
const keptPages = 40;
const settleMs = 40;

/** What shows: rows and columns from `first` to before `end`. */
interface Window {
  rows: { first: number; end: number };
  columns: { first: number; end: number };
}

/** Pages of one dataset version; made anew for another version. */
export class TableCells {
  readonly datasetId: string;
  readonly rows: number;
  readonly columns: number;
  /** Pages of columns side by side. */
  readonly #across: number;
  readonly #pages = new PageCache<Cell[][]>(keptPages);
  /** Grows when a page arrives, so that what reads cells reads them again. */
  #arrived = $state(0);
  #wanted: Window = { rows: { first: 0, end: 0 }, columns: { first: 0, end: 0 } };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #fetching = false;
  #closed = false;

  readonly #only: readonly number[] | null;

  /** @param only numbers of the rows to show, in this order; null: all */
  constructor(
    dataset: { id: string; rows: number; columns: { length: number } },
    only: readonly number[] | null = null,
  ) {
    this.datasetId = dataset.id;
    this.rows = only?.length ?? dataset.rows;
    this.#only = only;
    this.columns = dataset.columns.length;
    this.#across = Math.max(1, Math.ceil(this.columns / pageColumns));
  }

  /** A cell, or undefined while it is on the way. */
  cell(row: number, column: number): Cell | undefined {
    void this.#arrived;
    const page = Math.floor(row / pageRows) * this.#across + Math.floor(column / pageColumns);
    return this.#pages.get(page)?.[row % pageRows]?.[column % pageColumns];
  }

  /** Says what shows; what of it is not here is fetched once the scrolling has slowed for a moment. */
  want(window: Window): void {
    this.#wanted = window;
    if (this.#missing().length > 0) this.#timer ??= setTimeout(() => void this.#fetch(), settleMs);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #missing(): number[] {
    const { rows, columns } = this.#wanted;
    const across = pagesFor(columns.first, Math.min(columns.end, this.columns), pageColumns);
    return pagesFor(rows.first, Math.min(rows.end, this.rows), pageRows)
      .flatMap((down) => across.map((side) => down * this.#across + side))
      .filter((page) => !this.#pages.has(page));
  }

  /** One page at a time, always one that shows now: a thumb dragged over a million rows must not queue them all. */
  async #fetch(): Promise<void> {
    this.#timer = undefined;
    if (this.#fetching) return;
    this.#fetching = true;
    try {
      for (let page = this.#missing()[0]; page !== undefined && !this.#closed; page = this.#missing()[0]) {
        this.#pages.set(page, await this.#read(page));
        this.#arrived += 1;
      }
    } catch (thrown) {
      if (!this.#closed) notices.fail(thrown);
    } finally {
      this.#fetching = false;
    }
  }

  #read(page: number): Promise<Cell[][]> {
    const from = Math.floor(page / this.#across) * pageRows;
    const count = Math.min(pageRows, this.rows - from);
    const columns = { from: (page % this.#across) * pageColumns, count: pageColumns };
    const { datasetId } = this;
    return this.#only
      ? clients.data.call('readRowsAt', { datasetId, rows: this.#only.slice(from, from + count), columns })
      : clients.data.call('readRows', { datasetId, from, count, columns });
  }
}
