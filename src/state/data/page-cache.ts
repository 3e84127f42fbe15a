// Keeps the pages used last and forgets the others. Knows nothing of what a page holds or where it comes from.

/** A least-recently-used cache of at most `limit` pages. */
export class PageCache<Page> {
  readonly #limit: number;
  readonly #pages = new Map<number, Page>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The page, which thereby counts as used last. */
  get(index: number): Page | undefined {
    const page = this.#pages.get(index);
    if (page !== undefined) {
      this.#pages.delete(index);
      this.#pages.set(index, page);
    }
    return page;
  }

  has(index: number): boolean {
    return this.#pages.has(index);
  }

  /** Keeps a page, and forgets the one not used for longest where there are too many. */
  set(index: number, page: Page): void {
    this.#pages.delete(index);
    this.#pages.set(index, page);
    if (this.#pages.size <= this.#limit) return;
    const oldest = this.#pages.keys().next();
    if (!oldest.done) this.#pages.delete(oldest.value);
  }

  get size(): number {
    return this.#pages.size;
  }
}

/** The pages of `size` items that hold the items `first` to before `end`, the middle ones first: they are looked at. */
export function pagesFor(first: number, end: number, size: number): number[] {
  if (end <= first) return [];
  const from = Math.floor(first / size);
  const to = Math.floor((end - 1) / size);
  const middle = (first + end - 1) / 2 / size - 0.5;
  return Array.from({ length: to - from + 1 }, (_, index) => from + index).sort(
    (a, b) => Math.abs(a - middle) - Math.abs(b - middle),
  );
}
