// A column that a view or a chart asks for by its name.
import type { Column } from '../../contract/data/dataset';
import { HearthError } from '../../contract/transport/fault';

/** The column of that name. @throws HearthError `column_unknown` */
export function columnNamed(columns: readonly Column[], name: string): Column {
  const found = columns.find((column) => column.name === name);
  if (!found) throw new HearthError('column_unknown', { column: name });
  return found;
}
