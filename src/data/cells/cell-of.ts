// A cell of a block of rows.
import type { Cells } from '../columns/column-type';
import { unguardFormula } from './formula-guard';

const apostrophe = 39;

/** The value that a cell of a text file holds: trimmed, without the apostrophe that keeps a spreadsheet from running it. */
export function cellValue(written: string | undefined): string {
  if (written === undefined) return '';
  const cell = written.trim();
  return cell.charCodeAt(0) === apostrophe ? unguardFormula(cell).trim() : cell;
}

/** The value of a row's cell; empty where the row is shorter. */
export function cellOf(cells: Cells, row: number): string {
  return cellValue(cells.rows[row]?.[cells.column]);
}
