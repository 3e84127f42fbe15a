// Which cells of a text file mean "not known".

const always = new Set([
  '',
  'NA',
  'N/A',
  'n/a',
  '#N/A',
  'NaN',
  'nan',
  'null',
  'NULL',
  'Null',
  '?',
  '缺失',
  '缺失值',
]);
/** Tokens that are a value of their own among words ("None" as an answer), but not among numbers or dates. */
const amongNumbers = new Set(['-', '--', '—', '.', 'None', 'none', 'NONE', '无', '#DIV/0!', '#VALUE!']);

/** Whether a trimmed cell is missing in a column of any type. */
export function isMissingToken(cell: string): boolean {
  return cell.length < 5 && always.has(cell);
}

/** Whether a trimmed cell is missing in a column of numbers or dates. */
export function isMissingNumber(cell: string): boolean {
  return cell.length < 9 && (always.has(cell) || amongNumbers.has(cell));
}
