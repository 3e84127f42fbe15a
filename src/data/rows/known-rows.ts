// Cells of text to typed rows, read as training read the columns. A cell that does not fit is missing, with a remark; no file is refused.
import type { Column } from '../../contract/data/dataset';
import type { CellRemark, ColumnBuilder, KnownContext } from '../columns/column-type';
import { columnTypeOf } from '../columns/registry';
import type { RowBatch } from '../columns/values';

/** Called for a cell: `row` counts in the batch. */
export type OnRemark = (column: Column, row: number, remark: CellRemark, text: string) => void;

/** Reads batches; a column that the file lacks is missing in every row. */
export class KnownRows {
  readonly #columns: readonly { column: Column; at: number; builder: ColumnBuilder }[];

  constructor(columns: readonly Column[], names: readonly string[], context: KnownContext) {
    this.#columns = columns.map((column) => {
      const { text } = columnTypeOf(column.type);
      if (!text) throw new Error(`a column of type ${column.type} cannot be read from text`);
      return { column, at: names.indexOf(column.name), builder: text.known(column, context) };
    });
  }

  /** Rows of the file's cells, in the order of the columns. */
  read(cells: readonly (readonly string[])[], firstRow: number, onRemark: OnRemark): RowBatch {
    const rows = cells.length;
    const values = this.#columns.map(({ column, at, builder }) => {
      builder.add({ rows: cells, from: 0, to: rows, column: at, at: 0 }, (row, remark, text) =>
        onRemark(column, row, remark, text),
      );
      return builder.take(rows);
    });
    return { firstRow, rows, values };
  }
}
