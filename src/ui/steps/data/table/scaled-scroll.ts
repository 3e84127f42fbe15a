// Maps a scroll bar onto more rows than a browser can lay out. Not for drawing: it only turns positions into positions.
// Browsers cap an element's height (16 to 33 million px) and lose whole pixels before that, so beyond `maxHeight` the
// canvas is cut into pages that overlap: inside a page a pixel is a pixel, only a jump of the thumb is scaled.

/** A window onto `rows` rows of equal height. */
export class ScaledScroll {
  readonly rows: number;
  readonly rowHeight: number;
  /** Height that all rows would have, px. */
  readonly fullHeight: number;
  /** Height of the canvas that is really laid out, px. */
  readonly height: number;
  readonly #pages: number;
  readonly #pageHeight: number;
  /** How much of the full height each page skips. */
  readonly #jump: number;
  #offset = 0;
  #lastTop = 0;

  constructor(rows: number, rowHeight: number, maxHeight = 4_000_000) {
    this.rows = rows;
    this.rowHeight = rowHeight;
    this.fullHeight = rows * rowHeight;
    this.height = Math.min(this.fullHeight, maxHeight);
    this.#pageHeight = this.height / 100;
    this.#pages = Math.max(1, Math.floor(this.fullHeight / this.#pageHeight));
    this.#jump = this.#pages > 1 ? (this.fullHeight - this.height) / (this.#pages - 1) : 0;
  }

  /** Takes the scroll position that the browser tells; `move` is where the bar has to be put, null where it is right. */
  update(scrollTop: number, viewport: number): { top: number; move: number | null } {
    const isStep = Math.abs(scrollTop - this.#lastTop) < viewport;
    if (this.height === this.fullHeight || isStep)
      return this.#place(scrollTop + this.#offset, viewport, scrollTop);
    const range = Math.max(1, this.height - viewport);
    const share = (this.fullHeight - viewport) / range;
    const page = Math.min(this.#pages - 1, Math.floor((scrollTop * share) / this.#pageHeight));
    this.#offset = Math.round(page * this.#jump);
    this.#lastTop = scrollTop;
    return { top: this.#clamp(scrollTop + this.#offset, viewport), move: null };
  }

  /** Goes to a position in the full height; returns it with the place of the scroll bar. */
  go(top: number, viewport: number): { top: number; move: number | null } {
    return this.#place(top, viewport, null);
  }

  /** The smallest move that shows a row whole. */
  reveal(row: number, top: number, viewport: number): number {
    const start = row * this.rowHeight;
    if (start < top) return start;
    if (start + this.rowHeight > top + viewport) return start + this.rowHeight - viewport;
    return top;
  }

  /** Where a row lies on the canvas, px; valid until the next `update` or `go`. */
  placeOf(row: number): number {
    return row * this.rowHeight - this.#offset;
  }

  /** First row and the row after the last that show, with some to spare. */
  visible(top: number, viewport: number, spare = 4): { first: number; end: number } {
    const first = Math.max(0, Math.floor(top / this.rowHeight) - spare);
    const end = Math.min(this.rows, Math.ceil((top + viewport) / this.rowHeight) + spare);
    return { first: Math.min(first, end), end };
  }

  #clamp(top: number, viewport: number): number {
    return Math.max(0, Math.min(top, this.fullHeight - viewport));
  }

  #place(wanted: number, viewport: number, scrollTop: number | null): { top: number; move: number | null } {
    const top = this.#clamp(wanted, viewport);
    const page = Math.min(this.#pages - 1, Math.floor(top / this.#pageHeight));
    this.#offset = Math.round(page * this.#jump);
    this.#lastTop = top - this.#offset;
    // Under a pixel is the browser's own rounding: to correct it would stop a smooth scroll.
    const moved = scrollTop === null || Math.abs(this.#lastTop - scrollTop) >= 1;
    if (!moved) this.#lastTop = scrollTop;
    return { top, move: moved ? this.#lastTop : null };
  }
}
