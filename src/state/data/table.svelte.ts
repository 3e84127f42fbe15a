// The rows of a dataset that the table shows now, fetched page by page from the data worker. Never the whole table.
import { clients } from '../../client/workers/clients';
import type { Cell } from '../../contract/data/dataset';
import { notices } from '../app/notices.svelte';
import { PageCache, pagesFor } from './page-cache';

const pageRows = 200;
const keptPages = 40;
const settleMs = 40;

/** Pages of one dataset version; made anew for another version. */
export class TableRows {
  readonly datasetId: string;
  readonly rows: number;
  readonly #pages = new PageCache<Cell[][]>(keptPages);
  /** Grows when a page arrives, so that what reads rows reads them again. */
  #arrived = $state(0);
  #wanted: { first: number; end: number } = { first: 0, end: 0 };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #fetching = false;
  #closed = false;

  constructor(datasetId: string, rows: number) {
    this.datasetId = datasetId;
    this.rows = rows;
  }

  /** The cells of a row, or null while they are on the way. */
  row(index: number): Cell[] | null {
    void this.#arrived;
    return this.#pages.get(Math.floor(index / pageRows))?.[index % pageRows] ?? null;
  }

  /** Says which rows show; those that are not here are fetched once the scrolling has slowed for a moment. */
  want(first: number, end: number): void {
    this.#wanted = { first, end };
    if (this.#missing().length > 0) this.#timer ??= setTimeout(() => void this.#fetch(), settleMs);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #missing(): number[] {
    const { first, end } = this.#wanted;
    return pagesFor(first, Math.min(end, this.rows), pageRows).filter((page) => !this.#pages.has(page));
  }

  /** One page at a time, always one that shows now: a thumb dragged over a million rows must not queue them all. */
  async #fetch(): Promise<void> {
    this.#timer = undefined;
    if (this.#fetching) return;
    this.#fetching = true;
    try {
      for (let page = this.#missing()[0]; page !== undefined && !this.#closed; page = this.#missing()[0]) {
        const from = page * pageRows;
        const count = Math.min(pageRows, this.rows - from);
        this.#pages.set(
          page,
          await clients.data.call('readRows', { datasetId: this.datasetId, from, count }),
        );
        this.#arrived += 1;
      }
    } catch (thrown) {
      if (!this.#closed) notices.fail(thrown);
    } finally {
      this.#fetching = false;
    }
  }
}
