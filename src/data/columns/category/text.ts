// Categories in cells of text: few distinct words, kept in a dictionary.
import { valueOfBytes } from '../../cells/bytes/byte-cells';
import type { ByteCells } from '../../cells/bytes/plain-rows';
import { CellMemo } from '../../cells/bytes/cell-memo';
import { cellOf, cellValue } from '../../cells/cell-of';
import { isMissingToken } from '../../cells/missing';
import { levelFinder, type LevelFinder } from '../../cells/near-levels';
import type {
  Cells,
  ColumnBuilder,
  FileBuilder,
  GuessFacts,
  PlainCells,
  Refuse,
  TextFit,
  TextGuess,
  TextReader,
} from '../column-type';
import type { ValuesOf } from '../values';

const most = 1000;
const longest = 256;
/** So few levels may stand once each; more have to repeat, or the column is text. */
const fewLevels = 20;
/** Cells a level, on average, and the share of the cells whose level stands more than once. */
const leastRepeats = 2;
const leastRepeated = 0.8;
/** From so many levels on, a column where nearly every cell stands once is text, however short the table. */
const fewest = 10;
const nearlyAll = 0.9;
/** Of a cell that is neither a level nor missing. */
const unknown = -2;

/** A copy that does not keep the whole block of text alive, as a slice of it would. */
function detached(cell: string): string {
  return cell.length < 13 ? cell : ` ${cell}`.slice(1);
}

class CategoryGuess implements TextGuess {
  #levels: Map<string, { count: number }> | null = new Map();

  add(cell: string): boolean {
    const levels = this.#levels;
    if (!levels) return false;
    const level = levels.get(cell);
    if (level) level.count++;
    else if (levels.size === most || cell.length > longest) this.#levels = null;
    else levels.set(detached(cell), { count: 1 });
    return false;
  }

  addTimes(cell: string, times: number): boolean {
    this.add(cell);
    const level = this.#levels?.get(cell);
    if (level) level.count += times - 1;
    return false;
  }

  get isDone(): boolean {
    return this.#levels === null;
  }

  fit({ words }: GuessFacts): TextFit | null {
    return this.#levels && repeat(this.#levels, words) ? this.wanted() : null;
  }

  wanted(): TextFit | null {
    if (!this.#levels) return null;
    const categories = [...this.#levels.keys()].sort();
    return {
      categories,
      edges: null,
      reading: {},
      build: (capacity) => new CategoryBuilder(categories, capacity),
    };
  }
}

/** Whether cells are levels that come again, rather than texts of their own. */
function repeat(levels: ReadonlyMap<string, { count: number }>, cells: number): boolean {
  let once = 0;
  for (const { count } of levels.values()) if (count === 1) once++;
  if (levels.size <= fewLevels) return levels.size < fewest || once < cells * nearlyAll;
  return levels.size * leastRepeats <= cells && cells - once >= cells * leastRepeated;
}

class CategoryBuilder implements FileBuilder {
  readonly textBytes = 0;
  readonly #levels: string[];
  #grows = false;
  #capacity: number;
  #codeOf: Map<string, number>;
  #codes: Int32Array;
  /** Cells as they stand in the bytes of a file, blanks and all. */
  #known = new CellMemo();
  #codesOfKnown: number[] = [];

  constructor(categories: readonly string[], capacity: number) {
    this.#levels = [...categories];
    this.#capacity = capacity;
    this.#codeOf = new Map(categories.map((name, code) => [name, code]));
    this.#codes = new Int32Array(capacity);
  }

  get plain(): PlainCells {
    return { kind: 'level', codes: this.#codes, levels: this.#levels };
  }

  get levels(): readonly string[] {
    return this.#levels;
  }

  letGrow(): void {
    this.#grows = true;
  }

  add(cells: Cells): boolean {
    const codes = this.#codes;
    let at = cells.at;
    for (let index = cells.from; index < cells.to; index++, at++) {
      const code = this.#codeFor(cellOf(cells, index));
      if (code === unknown) return false;
      codes[at] = code;
    }
    return true;
  }

  addLevels(given: Int32Array, names: readonly string[]): boolean {
    const known = new Int32Array(names.length).fill(unknown);
    const codes = this.#codes;
    for (let row = 0; row < given.length; row++) {
      const level = given[row]!;
      let code = level < 0 ? -1 : known[level]!;
      if (code === unknown) code = known[level] = this.#codeFor(cellValue(names[level]));
      if (code === unknown) return false;
      codes[row] = code;
    }
    return true;
  }

  addBytes({ rows, from, to, column, at }: ByteCells, _: Refuse, odd?: number[]): boolean {
    const { bytes, starts, ends, width } = rows;
    const codes = this.#codes;
    let cell = from * width + column;
    for (let row = from; row < to; row++, cell += width, at++) {
      const start = starts[cell] ?? 0;
      const end = ends[cell] ?? 0;
      const known = this.#known.find(bytes, start, end);
      const code = known >= 0 ? (this.#codesOfKnown[known] ?? -1) : this.#learn(bytes, start, end);
      if (code === unknown) return false;
      codes[at] = code;
      if (code < 0 && start !== end) odd?.push(row);
    }
    return true;
  }

  #learn(bytes: Uint8Array, start: number, end: number): number {
    const code = this.#codeFor(valueOfBytes(bytes, start, end));
    if (this.#known.add(bytes, start, end) >= 0) this.#codesOfKnown.push(code);
    return code;
  }

  /** −1 for a cell that is missing; a new level behind those before where there may be one, else `unknown`. */
  #codeFor(cell: string): number {
    const known = this.#codeOf.get(cell);
    if (known !== undefined) return known;
    if (isMissingToken(cell)) return -1;
    if (!this.#grows || this.#levels.length === most || cell.length > longest) return unknown;
    const level = detached(cell);
    this.#codeOf.set(level, this.#levels.length);
    return this.#levels.push(level) - 1;
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
