// Rows to CSV that a spreadsheet cannot be harmed by. Not for storing data: row groups do that.
import type { Cell } from '../../contract/data/dataset';
import { guardFormula, isFormula } from '../cells/formula-guard';

/** How a line of cells is written. */
export interface CsvStyle {
  delimiter: string;
  /** Whether a text that a spreadsheet would take as a formula gets an apostrophe before it. */
  guard: boolean;
}

const spreadsheet: CsvStyle = { delimiter: ',', guard: true };

/** One cell: guarded against being run as a formula, unless it is a number. */
export function csvCell(cell: Cell, { delimiter, guard }: CsvStyle = spreadsheet): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const text = guard ? guardFormula(cell) : cell;
  // Blanks at either end are part of the value only inside quotes.
  // An apostrophe of its own at the beginning could be taken for the mark that encloses cells.
  const isQuoted = /[",;\r\n\t]|^\s|\s$/.test(text) || cell.startsWith("'") || text.includes(delimiter);
  return isQuoted ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line with its end, as RFC 4180 writes it. A lone empty cell is quoted, since an empty line is no row. */
export function csvLine(cells: readonly Cell[], style: CsvStyle = spreadsheet): string {
  const line = cells.map((cell) => csvCell(cell, style)).join(style.delimiter);
  return `${line === '' && cells.length === 1 ? '""' : line}\r\n`;
}

/** A line of a file with further cells behind its own, which stay as they are written; only those that would run are guarded. */
export function extendLine(
  line: string,
  further: readonly Cell[],
  style: CsvStyle,
): { text: string; guarded: number } {
  const end = /(?:\r\n|\n|\r)?$/.exec(line)?.[0] ?? '';
  const own = line.slice(0, line.length - end.length);
  const fields = style.guard ? fieldsOf(own, style.delimiter) : [own];
  let guarded = 0;
  const written = fields.map((field) => {
    const isQuoted = field.startsWith('"');
    const value = isQuoted ? field.slice(1) : field;
    if (!style.guard || !isFormula(value.replace(/"\s*$/, ''))) return field;
    guarded++;
    return isQuoted ? `"'${value}` : `'${field}`;
  });
  guarded += further.filter((cell) => style.guard && typeof cell === 'string' && isFormula(cell)).length;
  const added = further.map((cell) => csvCell(cell, style));
  return { text: `${[...written, ...added].join(style.delimiter)}${end}`, guarded };
}

/** The fields of a line as they are written, quotes included. */
function fieldsOf(line: string, delimiter: string): string[] {
  const fields: string[] = [];
  let from = 0;
  for (;;) {
    const end = line.startsWith('"', from)
      ? closingEnd(line, from, delimiter)
      : line.indexOf(delimiter, from);
    fields.push(line.slice(from, end < 0 ? line.length : end));
    if (end < 0) return fields;
    from = end + delimiter.length;
  }
}

/** Where the delimiter behind a quoted field stands, or −1: a quote ends it where only blanks lie between. */
function closingEnd(line: string, from: number, delimiter: string): number {
  for (let quote = line.indexOf('"', from + 1); quote >= 0; quote = line.indexOf('"', quote + 1)) {
    if (line[quote + 1] === '"') {
      quote++;
      continue;
    }
    const end = line.indexOf(delimiter, quote + 1);
    if (line.slice(quote + 1, end < 0 ? line.length : end).trim() === '') return end;
  }
  return -1;
}
