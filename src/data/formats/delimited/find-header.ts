// Whether the first row of a table names its columns: by what it has that the rows below do not.
import { isMissingToken } from '../../cells/missing';
import { dataShare, isData, isNamedDate, knownCells } from './data-like';

/** Columns named 0, 1, 2 … as data frames without names are written. */
function isNumbered(first: readonly string[]): boolean {
  const named = first.filter((cell) => cell !== '');
  const start = Number(named[0]);
  return named.length >= 5 && start <= 1 && named.every((cell, index) => cell === String(start + index));
}

/** What columns are called in any table: two such words are names, whatever stands below. */
const usualNames = new Set(
  (
    'id key name title code date time year month day country state region city town address zip group type kind category class label status value price amount ' +
    'count text comment description unit source gender sex age email url datum jahr land stadt ort gruppe typ art kategorie klasse wert preis anzahl beschreibung ' +
    'einheit quelle geschlecht alter 编号 名称 姓名 日期 时间 年份 国家 省份 城市 地区 地址 类别 类型 分类 状态 数值 价格 金额 数量 描述 单位 来源 性别 年龄'
  ).split(' '),
);

/**
 * Whether the first row is one of names above rows that have a name or a number each: its corner is empty, all else is filled and said once,
 * while the first column below is filled throughout and never twice the same. So R and pandas write their tables, also above numbers.
 */
export function hasEmptyCorner(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  const [corner, ...names] = first;
  if (corner !== '' || names.length === 0 || rest.length < 2) return false;
  const rowNames = rest.map((row) => row[0] ?? '');
  if (rowNames.some(isMissingToken) || new Set(rowNames).size < rowNames.length) return false;
  if (names.includes('') || new Set(names).size < names.length) return false;
  // One number beside an empty cell may be a row whose first cell is missing, but for the 0 of a table without names.
  return names.length > 1 || names[0] === '0' || !isData(names[0] ?? '');
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

/** Whether dates stand above columns without a date: months or days across, as a spreadsheet has them. */
function areDates(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  const columns = first.flatMap((cell, column) => (isData(cell) ? [column] : []));
  if (columns.length < 2 || new Set(first).size < first.length) return false;
  return columns.every((column) => {
    const known = knownCells(rest, column);
    return isNamedDate(first[column] ?? '') && known.length > 0 && !known.some(isNamedDate);
  });
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
  if (isNumbered(first) || hasEmptyCorner(first, rest)) return true;
  if (wordsAboveValues > 0 && wordsAboveValues >= dataInFirst) return true;
  if (dataInFirst === 0 && first.filter((cell) => usualNames.has(cell.toLowerCase())).length >= 2)
    return true;
  if (dataInFirst > 0) return again === 0 && (areSteps(first, rest) || areDates(first, rest));
  return again === 0 || once > again;
}
