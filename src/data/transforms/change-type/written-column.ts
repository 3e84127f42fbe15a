// A column of cells as its file has them.
import type { Column } from '../../../contract/data/dataset';

/** Of the same name, as texts. */
export function writtenColumn(name: string): Column {
  return { name, type: 'text', categories: [], shape: null };
}
