// Trimmed cells to typed columns of one row group: the second pass over a file.
import type { CellNotice } from '../../../contract/data/dataset';
import type { ColumnValues } from '../../columns/values';
import { isMissingNumber, isMissingToken } from '../../cells/missing';
import { parseDate } from '../../cells/parse-date';
import { parseNumber } from '../../cells/parse-number';
import type { InferredColumn } from './infer';

/** Hears of a cell that did not fit its column; `row` is inside the group. */
export type Refuse = (row: number, reason: CellNotice['reason'], value: string) => void;

/** Rows of a block, and where they go in the group. Column by column, since one type after another keeps loops fast. */
export interface Cells {
  rows: readonly string[][];
  from: number;
  to: number;
  column: number;
  /** Row of the group that takes `rows[from]`. */
  at: number;
}

/** Takes cells in row order; `take` gives the group and starts the next. */
export interface ColumnBuilder {
  /** @returns false where a cell cannot be of this column: the file changed since the first pass. */
  add(cells: Cells, refuse: Refuse): boolean;
  take(rows: number): ColumnValues;
  /** Bytes so far of what grows with the cells. */
  readonly textBytes: number;
}

function cellOf(cells: Cells, index: number): string {
  return (cells.rows[index]?.[cells.column] ?? '').trim();
}

/** A builder of groups of at most `capacity` rows. */
export function buildColumn({ column, format }: InferredColumn, capacity: number): ColumnBuilder {
  switch (format.kind) {
    case 'number':
      return new FloatBuilder('number', capacity, (cell) => parseNumber(cell, format.mark));
    case 'datetime':
      return new FloatBuilder('datetime', capacity, (cell) => parseDate(cell, format.format));
    case 'category':
      return new CategoryBuilder(column.categories, capacity);
    case 'text':
      return new TextBuilder(capacity);
  }
}

class FloatBuilder implements ColumnBuilder {
  readonly textBytes = 0;
  #type: 'number' | 'datetime';
  #capacity: number;
  #parse: (cell: string) => number;
  #values: Float64Array;

  constructor(type: 'number' | 'datetime', capacity: number, parse: (cell: string) => number) {
    this.#type = type;
    this.#capacity = capacity;
    this.#parse = parse;
    this.#values = new Float64Array(capacity);
  }

  add(cells: Cells, refuse: Refuse): boolean {
    const parse = this.#parse;
    const values = this.#values;
    let at = cells.at;
    for (let index = cells.from; index < cells.to; index++, at++) {
      const cell = cellOf(cells, index);
      const value = parse(cell);
      values[at] = value;
      if (value !== value && !isMissingNumber(cell))
        refuse(at, this.#type === 'number' ? 'not_a_number' : 'not_a_date', cell);
    }
    return true;
  }

  take(rows: number): ColumnValues {
    const values = this.#values.subarray(0, rows);
    this.#values = new Float64Array(this.#capacity);
    return { type: this.#type, values };
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

  take(rows: number): ColumnValues {
    const codes = this.#codes.subarray(0, rows);
    this.#codes = new Int32Array(this.#capacity);
    return { type: 'category', codes };
  }
}

const encoder = new TextEncoder();

class TextBuilder implements ColumnBuilder {
  textBytes = 0;
  #capacity: number;
  #bytes = new Uint8Array(65_536);
  #offsets: Uint32Array;
  #valid: Uint8Array;

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#offsets = new Uint32Array(capacity + 1);
    this.#valid = new Uint8Array(capacity);
  }

  add(cells: Cells): boolean {
    let at = cells.at;
    for (let index = cells.from; index < cells.to; index++, at++) {
      const cell = cellOf(cells, index);
      if (!isMissingToken(cell)) {
        // UTF-8 needs at most three bytes for one UTF-16 unit.
        this.#reserve(this.textBytes + cell.length * 3);
        this.textBytes += encoder.encodeInto(cell, this.#bytes.subarray(this.textBytes)).written;
        this.#valid[at] = 1;
      }
      this.#offsets[at + 1] = this.textBytes;
    }
    return true;
  }

  take(rows: number): ColumnValues {
    const taken: ColumnValues = {
      type: 'text',
      offsets: this.#offsets.subarray(0, rows + 1),
      bytes: this.#bytes.slice(0, this.textBytes),
      valid: this.#valid.subarray(0, rows),
    };
    this.textBytes = 0;
    this.#offsets = new Uint32Array(this.#capacity + 1);
    this.#valid = new Uint8Array(this.#capacity);
    return taken;
  }

  #reserve(bytes: number): void {
    if (bytes <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(bytes, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.textBytes));
    this.#bytes = larger;
  }
}
