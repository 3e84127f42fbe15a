// The cells of a dataset that the table shows now, fetched page by page from the data worker. Never the whole table, and of a wide one
// never whole rows.
import type { Cell } from '../../contract/data/dataset';
import { notices } from '../app/notices.svelte';
import { PageCache, pagesFor } from './page-cache';
import type { RowsSource } from './row-sources';

const pageRows = 200;
const pageColumns = 100;
const keptPages = 40;
const settleMs = 40;

/** What shows: rows from `first` to before `end`, and columns by their places in the dataset. */
interface Window {
  rows: { first: number; end: number };
  columns: readonly number[];
}

interface Page {
  rows: number[];
  cells: Cell[][];
}

/** Pages of the rows of one source; made anew for another. */
export class TableCells {
  readonly rows: number;
  readonly columns: number;
  readonly #source: RowsSource;
  /** Pages of columns side by side. */
  readonly #across: number;
  readonly #pages = new PageCache<Page>(keptPages);
  /** Grows when a page arrives, so that what reads cells reads them again. */
  #arrived = $state(0);
  #wanted: Window = { rows: { first: 0, end: 0 }, columns: [] };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #fetching = false;
  #closed = false;

  constructor(source: RowsSource, columns: number) {
    this.rows = source.rows;
    this.#source = source;
    this.columns = columns;
    this.#across = Math.max(1, Math.ceil(this.columns / pageColumns));
  }

  /** Number of a row in the dataset, from 0; undefined while it is on the way. */
  numberOf(row: number, column: number): number | undefined {
    void this.#arrived;
    return this.#source.numberOf(row) ?? this.#pageOf(row, column)?.rows[row % pageRows];
  }

  /** A cell, or undefined while it is on the way. */
  cell(row: number, column: number): Cell | undefined {
    void this.#arrived;
    return this.#pageOf(row, column)?.cells[row % pageRows]?.[column % pageColumns];
  }

  #pageOf(row: number, column: number): Page | undefined {
    return this.#pages.get(Math.floor(row / pageRows) * this.#across + Math.floor(column / pageColumns));
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
    const across = [...new Set(columns.map((column) => Math.floor(column / pageColumns)))];
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

  #read(page: number): Promise<Page> {
    const from = Math.floor(page / this.#across) * pageRows;
    const columns = { from: (page % this.#across) * pageColumns, count: pageColumns };
    return this.#source.read(from, Math.min(pageRows, this.rows - from), columns);
  }
}
