// The first row of each 64-bit hash, in a flat table of 12 bytes a slot, half of the slots free.

/** Rows by their hash. */
export class FirstRowOf {
  readonly #mask: number;
  readonly #low: Uint32Array;
  readonly #high: Uint32Array;
  /** One more than the row; 0 where the slot is free. */
  readonly #row: Uint32Array;

  /** `most`: how many rows can be added. */
  constructor(most: number) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(2, most * 2)));
    this.#mask = slots - 1;
    this.#low = new Uint32Array(slots);
    this.#high = new Uint32Array(slots);
    this.#row = new Uint32Array(slots);
  }

  /** Forgets every row. */
  clear(): void {
    this.#row.fill(0);
  }

  add(low: number, high: number, row: number): void {
    const at = this.#slot(low, high);
    if (this.#row[at] !== 0) return;
    this.#low[at] = low;
    this.#high[at] = high;
    this.#row[at] = row + 1;
  }

  /** The first row with the hash, −1 where there is none. */
  get(low: number, high: number): number {
    return this.#row[this.#slot(low, high)]! - 1;
  }

  #slot(low: number, high: number): number {
    let at = (low ^ high) & this.#mask;
    for (; this.#row[at] !== 0; at = (at + 1) & this.#mask)
      if (this.#low[at] === low && this.#high[at] === high) break;
    return at;
  }
}
