// A set of 64-bit hashes in a flat table: 9 bytes a slot, half of the slots free.

/** Hashes that were added; equal ones count once. */
export class SeenHashes {
  readonly #mask: number;
  readonly #low: Uint32Array;
  readonly #high: Uint32Array;
  readonly #used: Uint8Array;

  /** `most`: how many different hashes can be added. */
  constructor(most: number) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(2, most * 2)));
    this.#mask = slots - 1;
    this.#low = new Uint32Array(slots);
    this.#high = new Uint32Array(slots);
    this.#used = new Uint8Array(slots);
  }

  /** @returns whether it was not there yet. */
  add(low: number, high: number): boolean {
    const at = this.#slot(low, high);
    if (this.#used[at] === 1) return false;
    this.#used[at] = 1;
    this.#low[at] = low;
    this.#high[at] = high;
    return true;
  }

  has(low: number, high: number): boolean {
    return this.#used[this.#slot(low, high)] === 1;
  }

  #slot(low: number, high: number): number {
    let at = (low ^ high) & this.#mask;
    for (; this.#used[at] === 1; at = (at + 1) & this.#mask)
      if (this.#low[at] === low && this.#high[at] === high) break;
    return at;
  }
}
