// The cells of a column that come again, found by their bytes. Not for columns whose cells all differ: it gives up on those.

const slots = 4096;
const most = slots / 2;
const longest = 64;

/** Numbers the cells in order of first sight. */
export class CellMemo {
  readonly #table = new Int32Array(slots);
  #ends: number[] = [0];
  #pool = new Uint8Array(4096);
  #isFull = false;
  /** Where the cell that was not found would stand. */
  #free = 0;

  /** The number of a cell, or −1 where it is not known. */
  find(bytes: Uint8Array, from: number, to: number): number {
    const length = to - from;
    if (this.#isFull || length > longest) return -1;
    let hash = length;
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
    hash ^= hash >>> 15;
    for (let slot = hash & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
      const index = (this.#table[slot] ?? 0) - 1;
      if (index < 0) {
        this.#free = slot;
        return -1;
      }
      if (this.#isAt(index, bytes, from, length)) return index;
    }
  }

  /** Takes the cell that was not found just now; its number, or −1 where there are too many already or it is too long. */
  add(bytes: Uint8Array, from: number, to: number): number {
    const index = this.#ends.length - 1;
    if (this.#isFull || to - from > longest) return -1;
    if (index === most) {
      this.#isFull = true;
      this.#pool = new Uint8Array();
      return -1;
    }
    const start = this.#ends[index] ?? 0;
    const end = start + to - from;
    if (end > this.#pool.length) {
      const larger = new Uint8Array(this.#pool.length * 2);
      larger.set(this.#pool);
      this.#pool = larger;
    }
    this.#pool.set(bytes.subarray(from, to), start);
    this.#ends.push(end);
    this.#table[this.#free] = index + 1;
    return index;
  }

  #isAt(index: number, bytes: Uint8Array, from: number, length: number): boolean {
    const start = this.#ends[index] ?? 0;
    if ((this.#ends[index + 1] ?? 0) - start !== length) return false;
    for (let at = 0; at < length; at++) if (this.#pool[start + at] !== bytes[from + at]) return false;
    return true;
  }
}
