// Reads a column as its samples said that it is, and looks at every cell as a first pass over the file would have: so that one pass is enough
// where both come to the same.
import type { Column } from '../../contract/data/dataset';
import { cellOf, cellValue } from '../cells/cell-of';
import type { ColumnGuess } from '../cells/column-guess';
import type { Cells, FileBuilder, Refuse } from '../columns/column-type';
import type { ColumnValues } from '../columns/values';
import type { ByteCells } from '../cells/bytes/plain-rows';

/** A builder whose cells are noted by a guess as well. */
export class CheckedBuilder implements FileBuilder {
  readonly #builder: FileBuilder;
  readonly #guess: ColumnGuess;
  #odd: number[] = [];

  constructor(builder: FileBuilder, guess: ColumnGuess) {
    this.#builder = builder;
    this.#guess = guess;
  }

  /** Lets levels be added that the samples did not show. */
  letGrow(): void {
    this.#builder.letGrow?.();
  }

  get levels(): readonly string[] | undefined {
    return this.#builder.levels;
  }

  get textBytes(): number {
    return this.#builder.textBytes;
  }

  add(cells: Cells, refuse: Refuse): boolean {
    if (!this.#builder.add(cells, refuse)) return false;
    const { plain } = this.#builder;
    if (plain?.kind === 'level' && this.#guess.addLevels(cells, plain)) return true;
    for (let index = cells.from; index < cells.to; index++) this.#guess.add(cellOf(cells, index));
    return true;
  }

  addLevels(codes: Int32Array, names: readonly string[]): boolean | undefined {
    const fits = this.#builder.addLevels?.(codes, names);
    const { plain } = this.#builder;
    if (!fits || plain?.kind !== 'level') return fits;
    // Only the cells of no level are asked for.
    const rows: string[][] = [];
    for (let row = 0; row < codes.length; row++)
      if (plain.codes[row]! < 0 && codes[row]! >= 0) rows[row] = [names[codes[row]!]!];
    if (this.#guess.addLevels({ rows, from: 0, to: codes.length, column: 0, at: 0 }, plain)) return true;
    for (const code of codes) this.#guess.add(cellValue(names[code]));
    return true;
  }

  addBytes(cells: ByteCells, refuse: Refuse): boolean {
    this.#odd.length = 0;
    if (!this.#builder.addBytes(cells, refuse, this.#odd)) return false;
    const { plain } = this.#builder;
    if (plain) this.#guess.addPlain(cells, plain, this.#odd);
    else this.#guess.addBytes(cells);
    return true;
  }

  take(rows: number): ColumnValues {
    return this.#builder.take(rows);
  }
}

/** Whether cells are read into the same values as either of two columns. */
export function readAlike(one: Column, other: Column): boolean {
  const readingOf = ({ reading }: Column): string =>
    JSON.stringify({ ...reading, zone: undefined, missing: [] });
  return (
    one.type === other.type &&
    one.categories.length === other.categories.length &&
    one.categories.every((level, code) => level === other.categories[code]) &&
    readingOf(one) === readingOf(other)
  );
}
