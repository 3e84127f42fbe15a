// Counts distinct numbers up to a bound, then stops: a lower bound from there on.

/** Distinct values are counted exactly up to this many. */
export const exactDistinct = 100_000;

/** A power of two, and small: a table of ten thousand columns has as many sets. */
const firstSlots = 64;

const one = new Float64Array(1);
const words = new Uint32Array(one.buffer);

/** A set of numbers in a flat table with linear probing: 2 MiB at most, no garbage. */
export class DistinctNumbers {
  #table = new Float64Array(firstSlots).fill(NaN);
  #size = 0;

  /** Distinct numbers so far, at most `exactDistinct`. */
  get size(): number {
    return this.#size;
  }

  /** Whether no more are counted. */
  get isFull(): boolean {
    return this.#size >= exactDistinct;
  }

  /** Notes a number; NaN is ignored. */
  add(value: number): void {
    if (this.#size >= exactDistinct || value !== value) return;
    if (!insert(this.#table, value + 0)) return;
    this.#size++;
    if (this.#size * 2 > this.#table.length) this.#grow();
  }

  #grow(): void {
    const larger = new Float64Array(this.#table.length * 4).fill(NaN);
    for (const value of this.#table) if (value === value) insert(larger, value);
    this.#table = larger;
  }
}

/** Whether the value was new to the table. */
function insert(table: Float64Array, value: number): boolean {
  const mask = table.length - 1;
  one[0] = value;
  let hash = Math.imul((words[0] ?? 0) ^ Math.imul(words[1] ?? 0, 0x9e3779b1), 0x85ebca6b);
  hash ^= hash >>> 15;
  for (let at = hash & mask; ; at = (at + 1) & mask) {
    const found = table[at] ?? NaN;
    if (found === value) return false;
    if (found !== found) {
      table[at] = value;
      return true;
    }
  }
}
