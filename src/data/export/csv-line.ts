// Rows to CSV that a spreadsheet cannot be harmed by. Not for storing data: row groups do that.
import type { Cell } from '../../contract/data/dataset';

const strictNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const dangerous = /^[=+\-@\t\r\n]/;

/**
 * One cell. A text that a spreadsheet would take as a formula gets an apostrophe before it, unless it is a number
 * (OWASP, "CSV injection").
 */
export function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const text = dangerous.test(cell) && !strictNumber.test(cell) ? `'${cell}` : cell;
  // Blanks at either end are part of the value only inside quotes.
  return /[",;\r\n\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line with its end, as RFC 4180 writes it. A lone empty cell is quoted, since an empty line is no row. */
export function csvLine(cells: readonly Cell[]): string {
  const line = cells.map(csvCell).join(',');
  return `${line === '' && cells.length === 1 ? '""' : line}\r\n`;
}
