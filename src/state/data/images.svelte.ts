// The images of a dataset that the grid shows now, with their labels, fetched from the data worker as they come into view.
import { clients } from '../../client/workers/clients';
import type { Cell, DatasetVersion } from '../../contract/data/dataset';
import { notices } from '../app/notices.svelte';
import { PageCache, pagesFor } from './page-cache';

const pageImages = 100;
const keptPages = 60;
const settleMs = 40;
const labelRows = 2_000;

/** One image as it is drawn. */
export interface ShownImage {
  row: number;
  pixels: Uint8Array;
  label: Cell;
}

/** Images of one dataset version: all of them or the rows named, of every class or of one. */
export class ImageRows {
  readonly dataset: DatasetVersion;
  readonly column: string;
  /** The column whose value stands under each image; null where there is none. */
  readonly labelColumn: string | null;
  shape = $state.raw<[number, number, number] | null>(null);
  /** The class that is filtered for. */
  only = $state<string | null>(null);
  /** Rows of the labels read so far, while a filter is being prepared; null when none is. */
  filtering = $state<number | null>(null);
  #rowsOfClass = $state.raw<Map<string, number[]> | null>(null);
  #arrived = $state(0);
  #pages = new PageCache<ShownImage[]>(keptPages);
  #wanted: { first: number; end: number } = { first: 0, end: 0 };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #fetching = false;
  #closed = false;
  readonly #named: readonly number[] | null;

  /** Source rows that the filter leaves; null where all are left. */
  readonly chosen: readonly number[] | null = $derived.by(() => {
    if (this.only === null || !this.#rowsOfClass) return this.#named;
    const ofClass = this.#rowsOfClass.get(this.only) ?? [];
    if (!this.#named) return ofClass;
    const among = new Set(ofClass);
    return this.#named.filter((row) => among.has(row));
  });
  readonly count: number = $derived.by(() => this.chosen?.length ?? this.dataset.rows);

  /** @param named numbers of the rows to show, in this order; null: all */
  constructor(
    dataset: DatasetVersion,
    column: string,
    labelColumn: string | null,
    named: readonly number[] | null = null,
  ) {
    this.#named = named;
    this.dataset = dataset;
    this.column = column;
    this.labelColumn = labelColumn;
  }

  /** The image at a place of the grid, or null while it is on the way. */
  at(place: number): ShownImage | null {
    void this.#arrived;
    return this.#pages.get(Math.floor(place / pageImages))?.[place % pageImages] ?? null;
  }

  want(first: number, end: number): void {
    this.#wanted = { first, end };
    if (this.#missing().length > 0) this.#timer ??= setTimeout(() => void this.#fetch(), settleMs);
  }

  /** Shows only one class, or all; the labels are read once, when first needed. */
  async filter(value: string | null): Promise<void> {
    try {
      if (value !== null) this.#rowsOfClass ??= await this.#readLabels();
    } catch (thrown) {
      if (!this.#closed) notices.fail(thrown);
      return;
    } finally {
      this.filtering = null;
    }
    this.#pages = new PageCache(keptPages);
    this.only = value;
    this.#arrived += 1;
    this.want(this.#wanted.first, this.#wanted.end);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #readLabels(): Promise<Map<string, number[]>> {
    const place = this.#labelPlace();
    const found = new Map<string, number[]>();
    if (place < 0) return found;
    const { id: datasetId, rows } = this.dataset;
    for (let from = 0; from < rows && !this.#closed; from += labelRows) {
      this.filtering = from;
      const count = Math.min(labelRows, rows - from);
      const columns = { from: place, count: 1 };
      const cells = await clients.data.call('readRows', { datasetId, from, count, columns });
      cells.forEach(([label = null], index) => {
        if (label === null) return;
        const name = String(label);
        const list = found.get(name);
        if (list) list.push(from + index);
        else found.set(name, [from + index]);
      });
    }
    return found;
  }

  #labelPlace(): number {
    return this.dataset.columns.findIndex(({ name }) => name === this.labelColumn);
  }

  #missing(): number[] {
    const { first, end } = this.#wanted;
    return pagesFor(first, Math.min(end, this.count), pageImages).filter((page) => !this.#pages.has(page));
  }

  async #fetch(): Promise<void> {
    this.#timer = undefined;
    if (this.#fetching) return;
    this.#fetching = true;
    try {
      for (let page = this.#missing()[0]; page !== undefined && !this.#closed; page = this.#missing()[0]) {
        const pages = this.#pages;
        const images = await this.#readPage(page);
        pages.set(page, images); // into the filter's own pages, where it changed meanwhile
        this.#arrived += 1;
      }
    } catch (thrown) {
      if (!this.#closed) notices.fail(thrown);
    } finally {
      this.#fetching = false;
    }
  }

  async #readPage(page: number): Promise<ShownImage[]> {
    const from = page * pageImages;
    const size = Math.min(pageImages, this.count - from);
    const rows = Array.from({ length: size }, (_, index) => this.chosen?.[from + index] ?? from + index);
    const datasetId = this.dataset.id;
    const { shape, pixels } = await clients.data.call('readImages', { datasetId, column: this.column, rows });
    const labels = this.only ?? (await this.#labelsOf(rows));
    this.shape = shape;
    return rows.map((row, index) => ({
      row,
      pixels: pixels[index] ?? new Uint8Array(0),
      label: Array.isArray(labels) ? (labels[index] ?? null) : labels,
    }));
  }

  async #labelsOf(rows: number[]): Promise<Cell[]> {
    const place = this.#labelPlace();
    if (place < 0) return [];
    const columns = { from: place, count: 1 };
    const cells = await clients.data.call('readRowsAt', { datasetId: this.dataset.id, rows, columns });
    return cells.map(([label = null]) => label);
  }
}
