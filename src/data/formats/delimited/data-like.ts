// Whether a cell is a value rather than a word: what tells names of columns from the values below them.
import { dateFormats } from '../../../contract/data/cell-reading';
import { isMissingToken } from '../../cells/missing';
import { parseDate } from '../../cells/parse-date';
import { parseNumber } from '../../cells/parse-number';

/** Whether a trimmed cell is a number or a date, however it is written. */
export function isData(cell: string): boolean {
  if (!/\d/.test(cell)) return false;
  return isNumber(cell) || dateFormats.some((format) => !Number.isNaN(parseDate(cell, format)));
}

/** Whether a trimmed cell is a date of a year, with or without its day, that no number is written like. */
export function isNamedDate(cell: string): boolean {
  return /\d{4}/.test(cell) && !isNumber(cell) && isData(cell);
}

function isNumber(cell: string): boolean {
  const bare = cell.replace(/^\p{Sc}\s?|\s?(?:\p{Sc}|%)$/gu, '');
  return !Number.isNaN(parseNumber(bare)) || !Number.isNaN(parseNumber(bare, 'comma'));
}

/** Share of values among the cells that say something; 0 where none does. */
export function dataShare(cells: readonly string[]): number {
  const known = cells.filter((cell) => !isMissingToken(cell));
  return known.length === 0 ? 0 : known.filter(isData).length / known.length;
}

/** Cells of a column in rows, missing ones left out. */
export function knownCells(rows: readonly (readonly string[])[], column: number): string[] {
  return rows.flatMap((row) => {
    const cell = row[column] ?? '';
    return isMissingToken(cell) ? [] : [cell];
  });
}
