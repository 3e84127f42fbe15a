// Several spellings of one thing become one.
import type { Column } from '../../../contract/data/dataset';
import type { StepParams } from '../../../contract/data/transform';
import { changeTexts, openChange, unfit, withColumn, type ColumnChange } from '../change-column';
import { columnOf } from '../columns-of';
import type { Transform } from '../transform';

function change(
  { column: name, values, into }: StepParams<'merge-values'>,
  columns: readonly Column[],
): ColumnChange {
  const column = columnOf(columns, name);
  if (column.type !== 'category' && column.type !== 'text') throw unfit(column);
  const merged = new Set<string | null>(values);
  return changeTexts(column, (value) => (merged.has(value) ? into : value));
}

export const transform: Transform<'merge-values'> = {
  id: 'merge-values',
  onScoring: 'apply',
  validate: (params, columns) => withColumn(columns, params.column, change(params, columns)),
  open: (params, columns) => openChange(columns, params.column, change(params, columns)),
};
