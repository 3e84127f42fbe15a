// Which numbers of a stream take the place of which in a sample: Algorithm L (Li 1994), which skips ahead, so that long streams cost almost
// nothing. It never looks at the numbers, so all columns of a table share what is drawn once.
import { Philox } from '../../domain/random';

const firstLength = 1024;

/** Drawn as far as someone asked. */
export class Replacements {
  readonly #capacity: number;
  readonly #random: Philox;
  #weight = 1;
  #length = 1;
  #indices = new Float64Array(firstLength);
  #slots = new Int32Array(firstLength);

  constructor(capacity: number, seed: number) {
    this.#capacity = capacity;
    this.#random = new Philox(seed, 0x7e5e);
    this.#indices[0] = this.#after(capacity - 1);
    this.#slots[0] = this.#random.below(capacity);
  }

  /** Place in the stream of the number that is the nth to replace another. */
  indexOf(nth: number): number {
    while (nth >= this.#length) this.#draw();
    return this.#indices[nth] ?? 0;
  }

  /** Place in the sample that it takes. */
  slotOf(nth: number): number {
    return this.#slots[nth] ?? 0;
  }

  #draw(): void {
    if (this.#length === this.#indices.length) this.#grow();
    this.#indices[this.#length] = this.#after(this.#indices[this.#length - 1] ?? 0);
    this.#slots[this.#length++] = this.#random.below(this.#capacity);
  }

  #after(index: number): number {
    // 1 − u lies in (0, 1]: a logarithm of 0 would stop the sampling for good.
    this.#weight *= Math.exp(Math.log(1 - this.#random.uniform()) / this.#capacity);
    const gap = Math.log(1 - this.#random.uniform()) / Math.log1p(-this.#weight);
    return index + 1 + (Number.isFinite(gap) ? Math.floor(gap) : 0);
  }

  #grow(): void {
    const [indices, slots] = [this.#indices, this.#slots];
    this.#indices = new Float64Array(indices.length * 2);
    this.#indices.set(indices);
    this.#slots = new Int32Array(slots.length * 2);
    this.#slots.set(slots);
  }
}

const known = new Map<string, Replacements>();

/** The replacements of all samples of a size and a seed. */
export function replacementsOf(capacity: number, seed: number): Replacements {
  const name = `${capacity}/${seed}`;
  let found = known.get(name);
  if (!found) known.set(name, (found = new Replacements(capacity, seed)));
  return found;
}
