// Several spellings of one thing become one.
import type { Column } from '../../../contract/data/dataset';
import type { StepParams } from '../../../contract/data/transform';
import { changeTexts, columnStep, unfit, type ColumnChange } from '../change-column';
import { columnOf } from '../columns-of';

function change(
  { column: name, values, into }: StepParams<'merge-values'>,
  columns: readonly Column[],
): ColumnChange {
  const column = columnOf(columns, name);
  if (column.type !== 'category' && column.type !== 'text') throw unfit(column);
  const merged = new Set<string | null>(values);
  return changeTexts(column, (value) => (merged.has(value) ? into : value));
}

export const transform = columnStep('merge-values', change);
