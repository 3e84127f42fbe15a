// The cells of a column that come again, found by their bytes. Not for columns whose cells all differ: it gives up on those.

/** Small: a table of ten thousand columns has as many memos. */
const firstSlots = 64;
const most = 2048;
const longest = 64;

function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = to - from;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}

/** Numbers the cells in order of first sight. */
export class CellMemo {
  /** Numbers of cells from 1, at their hash or behind it; never more than half full. */
  #table = new Int32Array(firstSlots);
  #ends: number[] = [0];
  #pool = new Uint8Array(firstSlots);
  #isFull = false;
  /** Where the cell that was not found would stand. */
  #free = 0;

  /** The number of a cell, or −1 where it is not known. */
  find(bytes: Uint8Array, from: number, to: number): number {
    const length = to - from;
    if (this.#isFull || length > longest) return -1;
    const last = this.#table.length - 1;
    for (let slot = hashOf(bytes, from, to) & last; ; slot = (slot + 1) & last) {
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
      this.#table = new Int32Array();
      return -1;
    }
    const start = this.#ends[index] ?? 0;
    const end = start + to - from;
    if (end > this.#pool.length) {
      const larger = new Uint8Array(Math.max(end, this.#pool.length * 2));
      larger.set(this.#pool);
      this.#pool = larger;
    }
    this.#pool.set(bytes.subarray(from, to), start);
    this.#ends.push(end);
    this.#table[this.#free] = index + 1;
    if ((index + 1) * 2 >= this.#table.length) this.#grow();
    return index;
  }

  #grow(): void {
    const table = new Int32Array(this.#table.length * 4);
    const last = table.length - 1;
    for (let index = 0; index + 1 < this.#ends.length; index++) {
      let slot = hashOf(this.#pool, this.#ends[index] ?? 0, this.#ends[index + 1] ?? 0) & last;
      while (table[slot]) slot = (slot + 1) & last;
      table[slot] = index + 1;
    }
    this.#table = table;
  }

  #isAt(index: number, bytes: Uint8Array, from: number, length: number): boolean {
    const start = this.#ends[index] ?? 0;
    if ((this.#ends[index + 1] ?? 0) - start !== length) return false;
    for (let at = 0; at < length; at++) if (this.#pool[start + at] !== bytes[from + at]) return false;
    return true;
  }
}
