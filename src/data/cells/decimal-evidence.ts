// Which decimal mark a file writes, where its numbers leave no doubt: 1.5 has a point, 1,5 a comma, 1.234 and 1,234 could have either.
import { decimalMarks, type DecimalMark } from '../../contract/data/cell-reading';

const decimals: Record<DecimalMark, RegExp> = {
  dot: /^[+-]?\d*\.\d+$/,
  comma: /^[+-]?\d*,\d+$/,
};
/** Could be thousands instead. */
const grouped = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;

/** Gathers the cells of a file's number columns. */
export class DecimalEvidence {
  readonly #seen = new Set<DecimalMark>();

  add(cell: string): void {
    for (const mark of decimalMarks)
      if (!this.#seen.has(mark) && decimals[mark].test(cell) && !grouped.test(cell)) this.#seen.add(mark);
  }

  /** The mark of the file, or null where nothing or both speak for one. */
  mark(): DecimalMark | null {
    const [only = null] = this.#seen;
    return this.#seen.size === 1 ? only : null;
  }
}
