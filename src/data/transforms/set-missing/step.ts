// Values that stand for "not known", such as 999, become missing.
import type { Column } from '../../../contract/data/dataset';
import type { StepParams } from '../../../contract/data/transform';
import {
  changeNumbers,
  changeTexts,
  openChange,
  unfit,
  withColumn,
  type ColumnChange,
} from '../change-column';
import { columnOf } from '../columns-of';
import type { Transform } from '../transform';

function change(
  { column: name, values }: StepParams<'set-missing'>,
  columns: readonly Column[],
): ColumnChange {
  const column = columnOf(columns, name);
  const unknown = new Set<string | number | null>(values);
  switch (column.type) {
    case 'number':
    case 'datetime':
      return changeNumbers(column, (value) => (unknown.has(value) ? NaN : value));
    case 'category':
    case 'text':
      return changeTexts(column, (value) => (unknown.has(value) ? null : value));
    default:
      throw unfit(column);
  }
}

export const transform: Transform<'set-missing'> = {
  id: 'set-missing',
  onScoring: 'apply',
  validate: (params, columns) => withColumn(columns, params.column, change(params, columns)),
  open: (params, columns) => openChange(columns, params.column, change(params, columns)),
};
