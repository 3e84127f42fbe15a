// Cells as the values of a column: for rows that two tables give together.
import type { Cell, Column } from '../../contract/data/dataset';
import { textValues } from '../columns/layouts/texts';
import type { ColumnValues } from '../columns/values';

/** Values of a column in whose dictionary every text of a category is; null is missing. Images have no cells. */
export function valuesFrom(column: Column, cells: readonly Cell[]): ColumnValues {
  switch (column.type) {
    case 'number':
    case 'datetime':
      return {
        type: column.type,
        values: Float64Array.from(cells, (cell) => (typeof cell === 'number' ? cell : NaN)),
      };
    case 'category': {
      const codes = new Map(column.categories.map((name, code) => [name, code]));
      return {
        type: 'category',
        codes: Int32Array.from(cells, (cell) => (cell === null ? -1 : (codes.get(String(cell)) ?? -1))),
      };
    }
    case 'text':
      return textValues(cells.map((cell) => (cell === null ? null : String(cell))));
    case 'image':
    case 'audio':
      throw new Error(`a column of type ${column.type} has no cells that could be its values`);
  }
}
