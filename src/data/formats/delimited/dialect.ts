// Finds a table's delimiter and header in the head of its text. Guesses once; rows.ts then holds every row to it.
import { isMissingToken } from '../../cells/missing';
import { dateFormats } from '../../../contract/data/cell-reading';
import { parseDate } from '../../cells/parse-date';
import { parseNumber } from '../../cells/parse-number';
import { cellValue } from '../../cells/cell-of';
import { uniqueNames } from '../names';
import { newParser, type Marks, type ParsedRows } from './parse-rows';

/** How a table is written. */
export interface Dialect extends Marks {
  hasHeader: boolean;
  /** A first line `sep=;`, as Excel writes it, which is not part of the table. */
  separatorLine: boolean;
  names: string[];
}

/** In order of preference: what rarely stands inside a value comes first. */
const delimiters = ['\t', ';', '|', ','] as const;
const sampleRows = 200;

/** A line with nothing on it. */
export function isBlank(row: readonly string[]): boolean {
  return row.length === 1 && (row[0] ?? '').trim() === '';
}

function sample(text: string, complete: boolean, delimiter: string, newline: '\n' | '\r'): string[][] {
  const parsed = newParser({ delimiter, newline }, { preview: sampleRows }).parse(
    text,
    0,
    !complete,
  ) as ParsedRows;
  return parsed.data.filter((row) => !isBlank(row)).map((row) => row.map((cell) => cell.trim()));
}

/** How well the rows agree on a width, and that width. */
function agreement(rows: string[][]): { width: number; share: number } {
  const width = rows[0]?.length ?? 0;
  return { width, share: rows.filter((row) => row.length === width).length / Math.max(1, rows.length) };
}

function pickDelimiter(read: (delimiter: string) => string[][]): string {
  let best: { delimiter: string; share: number; width: number } | null = null;
  for (const delimiter of delimiters) {
    const { width, share } = agreement(read(delimiter));
    if (width < 2) continue;
    // Where two agree alike, the earlier one stays, unless the later cuts a table where the earlier cut one value.
    if (!best || share > best.share || (share === best.share && width > best.width * 4))
      best = { delimiter, share, width };
  }
  return best?.delimiter ?? ',';
}

function isData(cell: string): boolean {
  if (!Number.isNaN(parseNumber(cell)) || !Number.isNaN(parseNumber(cell, 'comma'))) return true;
  return dateFormats.some((format) => !Number.isNaN(parseDate(cell, format)));
}

/** Columns named 0, 1, 2 … as data frames without names are written. */
function isNumbered(first: readonly string[]): boolean {
  const named = first.filter((cell) => cell !== '');
  const start = Number(named[0]);
  return named.length >= 5 && start <= 1 && named.every((cell, index) => cell === String(start + index));
}

/** Whether the first row names the columns: words above numbers say yes, numbers or repeated values say no. */
function findHeader(rows: string[][]): boolean {
  const [first = [], ...rest] = rows;
  let wordsAboveNumbers = 0;
  let dataInFirst = 0;
  let repeated = 0;
  first.forEach((cell, column) => {
    const below = rest.map((row) => row[column] ?? '').filter((value) => !isMissingToken(value));
    const numeric = below.length > 0 && below.filter(isData).length >= below.length * 0.9;
    if (isData(cell)) dataInFirst++;
    else if (numeric && !isMissingToken(cell)) wordsAboveNumbers++;
    else if (!numeric && below.includes(cell)) repeated++;
  });
  if (wordsAboveNumbers > 0 || isNumbered(first)) return true;
  return dataInFirst === 0 && repeated === 0;
}

/** The dialect of a table whose text begins with `head`; `complete` where that is all of it. A row of all `expected` names is a header. */
export function detectDialect(head: string, complete: boolean, expected: readonly string[] = []): Dialect {
  const newline = head.includes('\n') ? '\n' : head.includes('\r') ? '\r' : '\n';
  const told = /^sep=(.)\r?[\n\r]/i.exec(head);
  const text = told ? head.slice(told[0].length) : head;
  const read = (delimiter: string): string[][] => sample(text, complete, delimiter, newline);
  const delimiter = told?.[1] ?? pickDelimiter(read);
  const rows = read(delimiter);
  const first = (rows[0] ?? []).map(cellValue);
  const isExpected = expected.length > 0 && expected.every((name) => first.includes(name));
  const hasHeader = isExpected || findHeader(rows);
  const names = uniqueNames(hasHeader ? first : first.map(() => ''));
  return { delimiter, newline, hasHeader, separatorLine: told !== null, names };
}
