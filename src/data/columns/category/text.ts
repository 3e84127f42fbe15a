// Categories in cells of text: few distinct words, kept in a dictionary.
import { cellOf } from '../../cells/cell-of';
import { isMissingToken } from '../../cells/missing';
import { levelFinder, type LevelFinder } from '../../cells/near-levels';
import type {
  Cells,
  ColumnBuilder,
  GuessFacts,
  Refuse,
  TextFit,
  TextGuess,
  TextReader,
} from '../column-type';
import type { ValuesOf } from '../values';

const most = 1000;
const longest = 256;
/** A column of a short table may have so many; of a longer one, this share of its rows. */
const mostOfFewRows = 20;
const shareOfRows = 0.05;

/** A copy that does not keep the whole block of text alive, as a slice of it would. */
function detached(cell: string): string {
  return cell.length < 13 ? cell : ` ${cell}`.slice(1);
}

class CategoryGuess implements TextGuess {
  #categories: Set<string> | null = new Set();

  add(cell: string): boolean {
    const categories = this.#categories;
    if (!categories || categories.has(cell)) return false;
    if (categories.size === most || cell.length > longest) this.#categories = null;
    else categories.add(detached(cell));
    return false;
  }

  fit({ rows }: GuessFacts): TextFit | null {
    const limit = Math.min(most, Math.max(mostOfFewRows, rows * shareOfRows));
    if (!this.#categories || this.#categories.size > limit) return null;
    const categories = [...this.#categories].sort();
    return {
      categories,
      edges: null,
      reading: {},
      build: (capacity) => new CategoryBuilder(categories, capacity),
    };
  }
}

class CategoryBuilder implements ColumnBuilder {
  readonly textBytes = 0;
  #capacity: number;
  #codeOf: Map<string, number>;
  #codes: Int32Array;

  constructor(categories: readonly string[], capacity: number) {
    this.#capacity = capacity;
    this.#codeOf = new Map(categories.map((name, code) => [name, code]));
    this.#codes = new Int32Array(capacity);
  }

  add(cells: Cells): boolean {
    const codes = this.#codes;
    let at = cells.at;
    for (let index = cells.from; index < cells.to; index++, at++) {
      const cell = cellOf(cells, index);
      const code = this.#codeOf.get(cell) ?? -1;
      codes[at] = code;
      if (code < 0 && !isMissingToken(cell)) return false;
    }
    return true;
  }

  take(rows: number): ValuesOf<'category'> {
    const codes = this.#codes.subarray(0, rows);
    this.#codes = new Int32Array(this.#capacity);
    return { type: 'category', codes };
  }
}

/** Codes of cells that are scored: a level that training never saw is missing, with a remark. */
class KnownCategoryBuilder implements ColumnBuilder {
  readonly textBytes = 0;
  #capacity: number;
  #find: LevelFinder;
  #missing: ReadonlySet<string>;
  #codes: Int32Array;

  constructor(levels: readonly string[], missing: ReadonlySet<string>, capacity: number) {
    this.#find = levelFinder(levels);
    this.#missing = missing;
    this.#capacity = capacity;
    this.#codes = new Int32Array(capacity);
  }

  add(cells: Cells, refuse: Refuse): boolean {
    let at = cells.at;
    for (let index = cells.from; index < cells.to; index++, at++) {
      const cell = cellOf(cells, index);
      const { index: code, isExact } = this.#find(cell);
      const isMissing = !isExact && (isMissingToken(cell) || this.#missing.has(cell));
      this.#codes[at] = isMissing ? -1 : code;
      if (isMissing) continue;
      const written = cells.rows[index]?.[cells.column] ?? '';
      if (code < 0) refuse(at, 'unseen', cell);
      else if (!isExact || written.trim() !== written) refuse(at, 'adapted', written);
    }
    return true;
  }

  take(rows: number): ValuesOf<'category'> {
    const codes = this.#codes.subarray(0, rows);
    this.#codes = new Int32Array(this.#capacity);
    return { type: 'category', codes };
  }
}

export const categoryText: TextReader = {
  order: 30,
  among: 'words',
  guess: () => new CategoryGuess(),
  known: ({ categories, reading }, { capacity }) =>
    new KnownCategoryBuilder(categories, new Set(reading?.missing), capacity),
};
