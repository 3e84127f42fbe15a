// The values of a column as the cells that a file would have of them.
import type { Column } from '../../../contract/data/dataset';
import { shortMoment } from '../../../domain/iso-moment';
import { textsOf } from '../../columns/layouts/texts';
import type { ColumnValues } from '../../columns/values';

/** One text a row, null where missing. */
export function cellTexts(column: Column, values: ColumnValues, rows: number): (string | null)[] {
  switch (values.type) {
    case 'text':
      return textsOf(values, rows);
    case 'category':
      return Array.from({ length: rows }, (_, row) => column.categories[values.codes[row] ?? -1] ?? null);
    case 'number':
    case 'datetime': {
      const write = values.type === 'datetime' ? shortMoment : String;
      return Array.from({ length: rows }, (_, row) => {
        const value = values.values[row] ?? NaN;
        return Number.isNaN(value) ? null : write(value);
      });
    }
    default:
      return Array.from({ length: rows }, () => null);
  }
}
