// Missing cells get a fixed value. (What is learnt from the rows, such as a median, is part of the model's own preprocessing.)
import type { Column } from '../../../contract/data/dataset';
import type { StepParams } from '../../../contract/data/transform';
import { changeNumbers, changeTexts, columnStep, unfit, type ColumnChange } from '../change-column';
import { columnOf } from '../columns-of';

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

export const transform = columnStep('fill-missing', change);
