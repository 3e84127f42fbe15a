// A set of 64-bit hashes in a flat table: 9 bytes a slot, half of the slots free.

/** Hashes that were added; equal ones count once. */
export class SeenHashes {
  #mask = 0;
  #low = new Uint32Array(0);
  #high = new Uint32Array(0);
  #used = new Uint8Array(0);
  #size = 0;

  /** `expected`: how many different hashes there may be; with more the table grows. */
  constructor(expected = 512) {
    this.#make(expected);
  }

  #make(most: number): void {
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
    if (++this.#size * 2 > this.#mask) this.#grow();
    return true;
  }

  has(low: number, high: number): boolean {
    return this.#used[this.#slot(low, high)] === 1;
  }

  #grow(): void {
    const [lows, highs, used] = [this.#low, this.#high, this.#used];
    this.#make(this.#mask + 1);
    for (let at = 0; at < used.length; at++) {
      if (used[at] === 0) continue;
      const slot = this.#slot(lows[at]!, highs[at]!);
      this.#used[slot] = 1;
      this.#low[slot] = lows[at]!;
      this.#high[slot] = highs[at]!;
    }
  }

  #slot(low: number, high: number): number {
    let at = (low ^ high) & this.#mask;
    for (; this.#used[at] === 1; at = (at + 1) & this.#mask)
      if (this.#low[at] === low && this.#high[at] === high) break;
    return at;
  }
}
