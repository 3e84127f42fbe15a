// A cell of a block of rows.
import type { Cells } from '../columns/column-type';

/** The trimmed cell of a row; empty where the row is shorter. */
export function cellOf(cells: Cells, row: number): string {
  return (cells.rows[row]?.[cells.column] ?? '').trim();
}
