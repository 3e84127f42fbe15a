// Trimmed cells to floats of one row group: the second pass over a file, for numbers and dates.
import type { CellNotice } from '../../contract/data/dataset';
import type { Cells, ColumnBuilder, Refuse } from '../columns/column-type';
import type { Floats } from '../columns/layouts/floats';
import type { ValuesOf } from '../columns/values';
import { cellOf } from './cell-of';
import { isMissingNumber } from './missing';

/** Parses every cell; one that is no value and does not say "missing" is refused with a reason. */
export class FloatBuilder implements ColumnBuilder {
  readonly textBytes = 0;
  #type: Floats;
  #reason: CellNotice['reason'];
  #capacity: number;
  #parse: (cell: string) => number;
  #values: Float64Array;

  constructor(
    type: Floats,
    { capacity, reason }: { capacity: number; reason: CellNotice['reason'] },
    parse: (cell: string) => number,
  ) {
    this.#type = type;
    this.#reason = reason;
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
      if (value !== value && !isMissingNumber(cell)) refuse(at, this.#reason, cell);
    }
    return true;
  }

  take(rows: number): ValuesOf<Floats> {
    const values = this.#values.subarray(0, rows);
    this.#values = new Float64Array(this.#capacity);
    return { type: this.#type, values };
  }
}
