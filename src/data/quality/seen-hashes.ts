// A set of 64-bit hashes in a flat table: 8 bytes a slot, which lie together, half of the slots free.

/** Hashes that were added; equal ones count once. */
export class SeenHashes {
  #mask = 0;
  /** Two words a slot, both 0 where it is free. */
  #words = new Uint32Array(0);
  #size = 0;
  /** The hash whose words are both 0 is not in the table. */
  #hasNought = false;

  /** `expected`: how many different hashes there may be; with more the table grows. */
  constructor(expected = 512) {
    this.#make(expected);
  }

  #make(most: number): void {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(2, most * 2)));
    this.#mask = slots - 1;
    this.#words = new Uint32Array(2 * slots);
  }

  /** @returns whether it was not there yet. */
  add(low: number, high: number): boolean {
    if (low === 0 && high === 0) {
      const isNew = !this.#hasNought;
      this.#hasNought = true;
      return isNew;
    }
    const at = this.#place(low, high);
    if (!this.#isFree(at)) return false;
    this.#words[at] = low;
    this.#words[at + 1] = high;
    if (++this.#size * 2 > this.#mask) this.#grow();
    return true;
  }

  has(low: number, high: number): boolean {
    return low === 0 && high === 0 ? this.#hasNought : !this.#isFree(this.#place(low, high));
  }

  #grow(): void {
    const words = this.#words;
    this.#make(this.#mask + 1);
    for (let from = 0; from < words.length; from += 2) {
      const [low, high] = [words[from]!, words[from + 1]!];
      if (low === 0 && high === 0) continue;
      const at = this.#place(low, high);
      this.#words[at] = low;
      this.#words[at + 1] = high;
    }
  }

  #isFree(at: number): boolean {
    return this.#words[at] === 0 && this.#words[at + 1] === 0;
  }

  /** Where the hash lies, or would. */
  #place(low: number, high: number): number {
    const [words, mask] = [this.#words, this.#mask];
    let slot = (low ^ high) & mask;
    for (; ; slot = (slot + 1) & mask) {
      const [one, other] = [words[2 * slot], words[2 * slot + 1]];
      if ((one === low && other === high) || (one === 0 && other === 0)) return 2 * slot;
    }
  }
}
