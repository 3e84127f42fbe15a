// What is known of a column whose values cannot be kept: texts and images, told apart by a hash.
import type { ColumnProfile } from '../../contract/data/dataset';
import type { AddWord, ColumnProfiler } from '../columns/column-type';
import type { ValuesOf } from '../columns/values';
import { hashWords } from '../quality/hash-words';
import { DistinctNumbers } from './distinct';
import { TopTexts } from './top-texts';

type Hashed = 'text' | 'image' | 'audio';

/** How many values differ, and for texts the most frequent ones. `hash`: the type's own. */
export class HashedProfiler<T extends Hashed> implements ColumnProfiler<T> {
  #name: string;
  #hash: (values: ValuesOf<T>, rows: number, add: AddWord) => void;
  #missing = 0;
  #distinct = new DistinctNumbers();
  #texts = new TopTexts();

  constructor(name: string, hash: (values: ValuesOf<T>, rows: number, add: AddWord) => void) {
    this.#name = name;
    this.#hash = hash;
  }

  add(values: ValuesOf<T>, rows: number): void {
    const { low, high } = hashWords(rows, 1, (add) => this.#hash(values, rows, add));
    for (let row = 0; row < rows; row++) {
      if (values.type === 'text' && values.valid[row] !== 1) {
        this.#missing++;
        continue;
      }
      // 53 of the 64 bits: what a number holds.
      const hash = (low[row] ?? 0) * 0x200000 + ((high[row] ?? 0) >>> 11);
      this.#distinct.add(hash);
      if (values.type === 'text')
        this.#texts.add(hash, values.bytes, values.offsets[row] ?? 0, values.offsets[row + 1] ?? 0);
    }
  }

  finish(): ColumnProfile {
    return {
      name: this.#name,
      missing: this.#missing,
      distinct: this.#distinct.size,
      ...this.#distinct.estimated,
      number: null,
      top: this.#texts.finish(),
    };
  }
}
