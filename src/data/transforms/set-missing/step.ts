// Values that stand for "not known", such as 999, become missing.
import type { Column } from '../../../contract/data/dataset';
import type { StepParams } from '../../../contract/data/transform';
import { changeNumbers, changeTexts, columnStep, unfit, type ColumnChange } from '../change-column';
import { columnOf } from '../columns-of';

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

export const transform = columnStep('set-missing', change);
