// Missing cells get a fixed value. (What is learnt from the rows, such as a median, is part of the model's own preprocessing.)
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
  { column: name, value }: StepParams<'fill-missing'>,
  columns: readonly Column[],
): ColumnChange {
  const column = columnOf(columns, name);
  if (typeof value === 'number' && (column.type === 'number' || column.type === 'datetime'))
    return changeNumbers(column, (before) => (Number.isNaN(before) ? value : before));
  if (typeof value === 'string' && (column.type === 'category' || column.type === 'text'))
    return changeTexts(column, (before) => before ?? value);
  throw unfit(column);
}

export const transform: Transform<'fill-missing'> = {
  id: 'fill-missing',
  onScoring: 'apply',
  validate: (params, columns) => withColumn(columns, params.column, change(params, columns)),
  open: (params, columns) => openChange(columns, params.column, change(params, columns)),
};
