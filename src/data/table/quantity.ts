// Which columns hold quantities.
import { columnTypes } from '../../contract/data/column-types';
import type { Column } from '../../contract/data/dataset';

/** Whether a column's cells are quantities in themselves: numbers and dates. */
export function isQuantity({ type }: Column): boolean {
  const { display } = columnTypes[type];
  return display === 'number' || display === 'date';
}
