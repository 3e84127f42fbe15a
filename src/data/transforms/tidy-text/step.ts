// Texts without needless blanks, or in one case: levels that differ by nothing else become one.
import type { Column } from '../../../contract/data/dataset';
import type { StepParams, Tidying } from '../../../contract/data/transform';
import { changeTexts, openChange, unfit, withColumn, type ColumnChange } from '../change-column';
import { columnOf } from '../columns-of';
import type { Transform } from '../transform';

const tidied: Record<Tidying['kind'], (text: string) => string> = {
  blanks: (text) => text.replace(/[\s\u200b\ufeff]+/gu, ' ').trim(),
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
};

function change({ column: name, how }: StepParams<'tidy-text'>, columns: readonly Column[]): ColumnChange {
  const column = columnOf(columns, name);
  if (column.type !== 'category' && column.type !== 'text') throw unfit(column);
  return changeTexts(column, (value) => {
    const text = value === null ? '' : tidied[how.kind](value);
    return text === '' ? null : text;
  });
}

export const transform: Transform<'tidy-text'> = {
  id: 'tidy-text',
  onScoring: 'apply',
  validate: (params, columns) => withColumn(columns, params.column, change(params, columns)),
  open: (params, columns) => openChange(columns, params.column, change(params, columns)),
};
