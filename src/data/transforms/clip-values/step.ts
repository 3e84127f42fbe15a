// Numbers outside bounds become the nearer bound; missing ones stay missing.
import type { Column } from '../../../contract/data/dataset';
import type { Bounds, StepParams } from '../../../contract/data/transform';
import { HearthError } from '../../../contract/transport/fault';
import { changeNumbers, columnStep, unfit, type ColumnChange } from '../change-column';
import { columnOf } from '../columns-of';

function limits(to: Bounds): [low: number, high: number] {
  switch (to.kind) {
    case 'between':
      return [to.low, to.high];
    case 'least':
      return [to.low, Infinity];
    case 'most':
      return [-Infinity, to.high];
  }
}

function change({ column: name, to }: StepParams<'clip-values'>, columns: readonly Column[]): ColumnChange {
  const column = columnOf(columns, name);
  if (column.type !== 'number' && column.type !== 'datetime') throw unfit(column);
  const [low, high] = limits(to);
  if (!(low <= high)) throw new HearthError('input_invalid', { column: name, field: 'to' });
  return changeNumbers(column, (value) => Math.min(Math.max(value, low), high));
}

export const transform = columnStep('clip-values', change);
