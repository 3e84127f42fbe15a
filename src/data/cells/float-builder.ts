// Trimmed cells to floats of one row group: reads the numbers and dates of a file, whose columns are known.
import type { CellRemark, Cells, FileBuilder, PlainCells, Refuse } from '../columns/column-type';
import type { Floats } from '../columns/layouts/floats';
import { spareFloats } from '../columns/layouts/spare-floats';
import type { ValuesOf } from '../columns/values';
import { valueOfBytes } from './bytes/byte-cells';
import type { ByteCells, PlainKind } from './bytes/plain-rows';
import { cellOf } from './cell-of';
import { isMissingAmongNumbers, isMissingToken, isMissingWord } from './missing';

/** How cells become floats. */
export interface FloatReading {
  capacity: number;
  /** Why a cell is refused that is no value and does not say "missing". */
  reason: CellRemark;
  parse(cell: string): number;
  /** The cells in bytes that `parse` reads as such, the plainest; absent where there are none. */
  plain?: PlainKind;
  /** What a cell almost is, or NaN: for rows that are scored. */
  near?(cell: string): number;
  /** What else means "missing" in this column. */
  isMissing?(cell: string): boolean;
  /** Spellings of "missing" beside those that every column knows. */
  missing?: ReadonlySet<string>;
}

/** Parses every cell; one that is no value and does not say "missing" is refused with a reason. */
export class FloatBuilder implements FileBuilder {
  readonly textBytes = 0;
  readonly #type: Floats;
  readonly #reading: FloatReading;
  #values: Float64Array;

  constructor(type: Floats, reading: FloatReading) {
    this.#type = type;
    this.#reading = reading;
    this.#values = spareFloats(reading.capacity);
  }

  get plain(): PlainCells | null {
    const { plain } = this.#reading;
    return plain === undefined ? null : { kind: plain, values: this.#values };
  }

  add(cells: Cells, refuse: Refuse): boolean {
    const { parse } = this.#reading;
    const values = this.#values;
    let at = cells.at;
    for (let index = cells.from; index < cells.to; index++, at++) {
      const cell = cellOf(cells, index);
      const value = parse(cell);
      values[at] = value === value ? value : this.#otherwise(cell, at, refuse);
    }
    return true;
  }

  addBytes(cells: ByteCells, refuse: Refuse, odd: number[] = []): boolean {
    const { rows, from, to, column, at } = cells;
    const { bytes, starts, ends, width } = rows;
    const { plain } = this.#reading;
    const values = this.#values;
    const before = odd.length;
    if (plain) rows.read(plain, cells, values, odd);
    else
      for (let row = from, cell = from * width + column; row < to; row++, cell += width) {
        values[at + row - from] = NaN;
        if (starts[cell] !== ends[cell]) odd.push(row);
      }
    for (let index = before; index < odd.length; index++) {
      const row = odd[index] ?? 0;
      const cell = row * width + column;
      const place = at + row - from;
      values[place] = this.#read(valueOfBytes(bytes, starts[cell] ?? 0, ends[cell] ?? 0), place, refuse);
    }
    return true;
  }

  #read(cell: string, at: number, refuse: Refuse): number {
    const value = this.#reading.parse(cell);
    return value === value ? value : this.#otherwise(cell, at, refuse);
  }

  take(rows: number): ValuesOf<Floats> {
    const values = this.#values.subarray(0, rows);
    this.#values = spareFloats(this.#reading.capacity);
    return { type: this.#type, values };
  }

  #otherwise(cell: string, at: number, refuse: Refuse): number {
    const { near, missing, isMissing, reason } = this.#reading;
    if (isMissingToken(cell) || missing?.has(cell) || isMissing?.(cell)) return NaN;
    if (isMissingAmongNumbers(cell)) {
      if (missing && isMissingWord(cell)) refuse(at, reason, cell);
      return NaN;
    }
    const value = near?.(cell) ?? NaN;
    refuse(at, value === value ? 'adapted' : reason, cell);
    return value;
  }
}
