// A cell of a block of rows.
import type { Cells } from '../columns/column-type';
import { unguardFormula } from './formula-guard';

const apostrophe = 39;
const equals = 61;
/** ="00123", by which a spreadsheet is told to leave a cell as it is. */
const forced = /^="([^"]*)"$/;

/** The value that a cell of a text file holds: trimmed, without what keeps a spreadsheet from running or changing it. */
export function cellValue(written: string | undefined): string {
  if (written === undefined) return '';
  const cell = written.trim();
  if (cell.charCodeAt(0) === equals) return (forced.exec(cell)?.[1] ?? cell).trim();
  return cell.charCodeAt(0) === apostrophe ? unguardFormula(cell).trim() : cell;
}

/** The value of a row's cell; empty where the row is shorter. */
export function cellOf(cells: Cells, row: number): string {
  return cellValue(cells.rows[row]?.[cells.column]);
}
