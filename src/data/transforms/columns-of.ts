// Finds the columns that a step's parameters name.
import type { Column } from '../../contract/data/dataset';
import { HearthError } from '../../contract/transport/fault';

/** Place of a column. @throws HearthError `column_unknown`. */
export function indexOfColumn(columns: readonly Column[], name: string): number {
  const index = columns.findIndex((column) => column.name === name);
  if (index < 0) throw new HearthError('column_unknown', { column: name });
  return index;
}

/** A column by its name. @throws HearthError `column_unknown`. */
export function columnOf(columns: readonly Column[], name: string): Column {
  const column = columns[indexOfColumn(columns, name)];
  if (!column) throw new HearthError('column_unknown', { column: name });
  return column;
}
