// Whether the first row of a table names its columns: by what it has that the rows below do not.
import { isMissingToken } from '../../cells/missing';
import { dataShare, isData, knownCells } from './data-like';

/** Columns named 0, 1, 2 … as data frames without names are written. */
function isNumbered(first: readonly string[]): boolean {
  const named = first.filter((cell) => cell !== '');
  const start = Number(named[0]);
  return named.length >= 5 && start <= 1 && named.every((cell, index) => cell === String(start + index));
}

/** Whole numbers in even steps, such as years, above values that are not such numbers themselves. */
function areSteps(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  const columns = first.flatMap((cell, column) => (/^\d{1,4}$/.test(cell) ? [column] : []));
  const [one, two, ...others] = columns.map((column) => Number(first[column]));
  if (one === undefined || two === undefined || two <= one) return false;
  const step = two - one;
  if (!others.every((value, index) => value === two + step * (index + 1))) return false;
  const areYears = one >= 1500 && two <= 2200;
  if (columns.length < 3 && !areYears) return false;
  const alike = rest.filter((row) =>
    columns.every((column, index) => {
      const value = Number(row[column]);
      if (areYears) return Number.isInteger(value) && value >= 1500 && value <= 2200;
      return index === 0 || value - Number(row[columns[index - 1] ?? 0]) === step;
    }),
  );
  return alike.length * 2 < rest.length;
}

/**
 * Whether the first row names the columns. Words above values say yes, and so does a word that never comes again in a column whose words do;
 * values, and words that come again, say no. `strictly`: only words above values count.
 */
export function findHeader(rows: readonly (readonly string[])[], width: number, strictly = false): boolean {
  const [first = [], ...below] = rows;
  const rest = below.filter((row) => row.length >= width - 1);
  let wordsAboveValues = 0;
  let dataInFirst = 0;
  let once = 0;
  let again = 0;
  first.forEach((cell, column) => {
    // Where the header has one cell less, the first column has names of rows.
    const known = knownCells(rest, first.length === width - 1 ? column + 1 : column);
    const isNumeric = dataShare(known) >= 0.9;
    if (isData(cell)) dataInFirst++;
    else if (isNumeric && !isMissingToken(cell)) wordsAboveValues++;
    else if (!isNumeric && known.includes(cell)) again++;
    else if (!isNumeric && cell !== '' && new Set(known).size * 3 <= known.length) once++;
  });
  if (strictly) return wordsAboveValues > 0 && dataInFirst === 0 && again === 0;
  if (isNumbered(first) || (wordsAboveValues > 0 && wordsAboveValues >= dataInFirst)) return true;
  if (dataInFirst > 0) return again === 0 && areSteps(first, rest);
  return again === 0 || once > again;
}
