// Counts distinct numbers up to a bound one by one; from there on a sketch says about how many there are.
import type { ColumnProfile } from '../../contract/data/dataset';
import { DistinctSketch, sketchError } from './distinct-sketch';

/** Distinct values are counted exactly up to this many. */
export const exactDistinct = 100_000;

/** A power of two, and small: a table of ten thousand columns has as many sets. */
const firstSlots = 64;

const one = new Float64Array(1);
const words = new Uint32Array(one.buffer);

/** A set of numbers in a flat table with linear probing: 2 MiB at most, no garbage; and a sketch of 16 KiB once it is full. */
export class DistinctNumbers {
  #table = new Float64Array(firstSlots).fill(NaN);
  #size = 0;
  #sketch: DistinctSketch | null = null;

  /** Distinct numbers so far, at most `exactDistinct`. */
  get size(): number {
    return this.#size;
  }

  /** About how many there are, and by which standard error as a share of it; absent as long as each is counted. */
  get estimated(): Pick<ColumnProfile, 'estimated'> {
    if (!this.#sketch) return {};
    return { estimated: { distinct: Math.max(exactDistinct, this.#sketch.estimate()), error: sketchError } };
  }

  /** Notes a number; NaN is ignored. */
  add(value: number): void {
    if (value !== value) return;
    if (this.#size >= exactDistinct) {
      // As long as none is new the set says it exactly.
      if (!this.#sketch && !has(this.#table, value + 0)) this.#sketch = sketchOf(this.#table);
      if (this.#sketch) addTo(this.#sketch, value + 0);
      return;
    }
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

function sketchOf(table: Float64Array): DistinctSketch {
  const sketch = new DistinctSketch();
  for (const value of table) if (value === value) addTo(sketch, value);
  return sketch;
}

function addTo(sketch: DistinctSketch, value: number): void {
  one[0] = value;
  sketch.add(words[0] ?? 0, words[1] ?? 0);
}

/** Where the value stands in the table, or would. */
function placeOf(table: Float64Array, value: number): number {
  const mask = table.length - 1;
  one[0] = value;
  let hash = Math.imul((words[0] ?? 0) ^ Math.imul(words[1] ?? 0, 0x9e3779b1), 0x85ebca6b);
  hash ^= hash >>> 15;
  for (let at = hash & mask; ; at = (at + 1) & mask) {
    const found = table[at] ?? NaN;
    if (found === value || found !== found) return at;
  }
}

function has(table: Float64Array, value: number): boolean {
  return table[placeOf(table, value)] === value;
}

/** Whether the value was new to the table. */
function insert(table: Float64Array, value: number): boolean {
  const at = placeOf(table, value);
  if (table[at] === value) return false;
  table[at] = value;
  return true;
}
