// Leaves out rows whose number is far from the others: by the quartiles (Tukey 1977), or by the median and the median absolute deviation
// (Iglewicz and Hoaglin 1993). A missing number is no outlier.
import { unfit } from '../change-column';
import { columnOf, indexOfColumn } from '../columns-of';
import { selectRows } from '../../table/rows';
import { isQuantity } from '../../table/quantity';
import type { Transform } from '../transform';

export const transform: Transform<'drop-outliers'> = {
  id: 'drop-outliers',
  onScoring: 'skip',
  validate({ column: name }, columns) {
    const column = columnOf(columns, name);
    if (!isQuantity(column)) throw unfit(column);
    return [...columns];
  },
  open({ column: name, learnt }, columns) {
    const index = indexOfColumn(columns, name);
    const { low, high } = learnt ?? { low: -Infinity, high: Infinity };
    return (batch) => {
      const values = batch.values[index];
      if (!values || !('values' in values)) throw unfit(columnOf(columns, name));
      const kept = Uint32Array.from({ length: batch.rows }, (_, row) => row).filter((row) => {
        const value = values.values[row] ?? NaN;
        return !(value < low || value > high);
      });
      return selectRows(batch, kept);
    };
  },
};
