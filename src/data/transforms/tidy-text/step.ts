// Texts without needless blanks, or in one case: levels that differ by nothing else become one.
import type { Column } from '../../../contract/data/dataset';
import type { StepParams, Tidying } from '../../../contract/data/transform';
import { changeTexts, columnStep, unfit, type ColumnChange } from '../change-column';
import { columnOf } from '../columns-of';

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

export const transform = columnStep('tidy-text', change);
