// Whether a column only counts the rows: it says nothing of them, and a model that learns it learns their order.
import type { ColumnProfile } from '../../contract/data/dataset';

/** Whether a column holds the whole numbers from 0 or 1 on, each once. Told by its profile, so not beyond 100,000 rows. */
export function isIndexColumn({ number, missing, distinct }: ColumnProfile, rows: number): boolean {
  if (!number || missing > 0 || rows < 10 || distinct !== rows || number.whole !== true) return false;
  return (number.min === 0 || number.min === 1) && number.max - number.min === rows - 1;
}
