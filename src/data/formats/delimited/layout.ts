// What stands above the rows of a table: titles, comments, one line of names or two, or none. And what the columns are called.
// Looks at the first rows only; rows.ts then leaves out what is found here.
import { uniqueNames } from '../names';
import { cellValue } from '../../cells/cell-of';
import { dataShare, isData, knownCells } from './data-like';
import { findHeader, hasEmptyCorner } from './find-header';
import type { Marks } from './marks';
import { splitOutsideQuotes } from './parse-rows';
import { isBlankRow, usualWidth } from './pick-marks';

/** What is above the first row of a table. */
export interface Layout {
  /** Lines above the names that are not part of the table: titles, comments, a line that names the delimiter. */
  titles: number;
  /** Lines of names: none, one, or two where the second has units or the names proper. */
  header: 0 | 1 | 2;
  /** What begins a line of comment, or null where the file has none above its table. */
  comment: string | null;
  names: string[];
  /** Cells of the line of names, and of most lines below it: not always as many as there are names. */
  headerWidth: number;
  lineWidth: number;
}

const commentMarks = ['#', '//', '%', '--'];
const mostTitles = 40;
/** What an unnamed first column of row numbers or row names is called. */
const rowNames = 'index';

/** What begins a comment in a cell, or null. */
export function commentOf(cell: string): string | null {
  return commentMarks.find((mark) => cell.startsWith(mark)) ?? null;
}

/** A rule drawn below a header or between parts of a table. */
export function isRuledLine(row: readonly string[]): boolean {
  return row.every((cell) => /^[-=_+:|\s]*$/.test(cell)) && row.some((cell) => /[-=_]{3,}/.test(cell));
}

/** How many cells say something. */
export function filledCells(row: readonly string[]): number {
  return row.reduce((count, cell) => count + (cell.trim() === '' ? 0 : 1), 0);
}

/** What a person, or a model whose rows are scored, knows of a file. */
export interface KnownLayout {
  /** Names by which a row is known to be the header. */
  expected: readonly string[];
  header?: boolean;
  /** Lines above the names. */
  titles?: number;
}

/** The layout of a table that begins with these rows, as they were parsed by its marks. */
export function findLayout(parsed: readonly string[][], marks: Marks, known: KnownLayout): Layout {
  const rows = parsed.filter((row) => !isBlankRow(row)).map((row) => row.map(cellValue));
  const { expected } = known;
  const isExpected = (row: readonly string[]): boolean =>
    expected.length > 0 && expected.every((name) => row.includes(name));
  const named = expected.length > 0 ? rows.findIndex(isExpected) : -1;
  const found = findStart(rows, known.titles ?? (named >= 0 ? named : null));
  const { comment, header } = found;
  const start =
    header === null && named < 0 && hasGroupsAbove(rows, found.start) ? found.start - 1 : found.start;
  const first = header ?? rows[start] ?? [];
  const from = header ? start : start + 1;
  const below = rows
    .slice(from)
    .filter((row) => filledCells(row) > 0 && !isRuledLine(row))
    .map((row) => joinQuoted(row, first.length, marks));
  const hasNames =
    known.header ?? (header !== null || named === start || findHeader([first, ...below], usualWidth(below)));
  if (!hasNames) {
    const width = Math.max(1, usualWidth([first, ...below]));
    const names = namesFor([], [first, ...below], width, expected);
    return { titles: start, header: 0, comment, names, headerWidth: width, lineWidth: width };
  }
  const second = header ? null : secondHeader(first, below);
  const titles = header ? start - 1 : start;
  const body = second ? below.slice(1) : below;
  const width = tableWidth(second ?? first, body);
  const names = namesFor(second ?? first, body, width, expected);
  const lineWidth = Math.max(width, usualWidth(rows.slice(from)));
  return { titles, header: second ? 2 : 1, comment, names, headerWidth: first.length, lineWidth };
}

/** Whether the line above the names has the groups that they are of: years above quarters that repeat, words with gaps where cells were merged. */
function hasGroupsAbove(rows: readonly string[][], start: number): boolean {
  const [groups = [], names = []] = [rows[start - 1], rows[start]];
  if (groups.length !== names.length || filledCells(groups) < 2 || names.some(isData)) return false;
  const last = groups.findLastIndex((cell) => cell !== '');
  const isMerged = groups[0] !== '' && groups.slice(0, last).includes('');
  return new Set(names).size < names.length || (isMerged && groups.every(isGroupName));
}

const isGroupName = (cell: string): boolean => !isData(cell) && !cell.includes(':');

/** A row that is only wider than the names because a quote in the middle of a cell encloses a delimiter. */
function joinQuoted(row: string[], width: number, marks: Marks): string[] {
  const { quote, runs, delimiter } = marks;
  if (row.length <= width || quote === null || runs !== null || !row.some((cell) => cell.includes(quote)))
    return row;
  const joined = splitOutsideQuotes(row.join(delimiter), marks);
  return joined.length === width ? joined : row;
}

/** Where the table begins; `header`: its names, where they stand in the last line of comment. */
function findStart(
  rows: readonly string[][],
  told: number | null,
): { start: number; comment: string | null; header: string[] | null } {
  if (told !== null) return { start: told, comment: commentOf(rows[0]?.[0] ?? ''), header: null };
  let start = /^sep=/i.test(rows[0]?.[0] ?? '') && filledCells(rows[0] ?? []) <= 2 ? 1 : 0;
  const comment = commentOf(rows[start]?.[0] ?? '');
  const first = start;
  while (comment !== null && (rows[start]?.[0] ?? '').startsWith(comment)) start++;
  const body = rows.slice(start);
  const width = usualWidth(body);
  if (comment !== null) {
    const names = [...(rows[start - 1] ?? [])];
    const isPartOfName = comment === '%' && start - first === 1 && /^%\S/.test(names[0] ?? '');
    const bare = (names[0] ?? '').slice(isPartOfName ? 0 : comment.length).trim();
    names[0] = bare === '' ? (names.length === width ? comment : '') : bare;
    const named = names.length === width + 1 && bare === '' ? names.slice(1) : names;
    const isHeadless = !findHeader(body, width, width > 2);
    if (named.length === width && width > 1 && isHeadless && findHeader([named, ...body], width))
      return { start, comment: start - first > 1 ? comment : null, header: named };
  }
  return { start: start + titlesAbove(body, width), comment: start > first ? comment : null, header: null };
}

/** Rows above the names that fill too few of the table's columns to be names or values. */
function titlesAbove(rows: readonly string[][], width: number): number {
  if (width < 2) return 0;
  const isTitle = (row: readonly string[]): boolean =>
    isRuledLine(row) || filledCells(row) < Math.max(2, width / 2);
  if (hasEmptyCorner(rows[0] ?? [], rows.slice(1))) return 0;
  let titles = 0;
  while (titles < mostTitles && titles < rows.length && isTitle(rows[titles] ?? [])) titles++;
  // Settings, as instruments write them: a name and a value a line, then the names of the columns, all of them.
  for (let at = titles; at < Math.min(rows.length, mostTitles); at++) {
    const row = rows[at] ?? [];
    if (filledCells(row) >= width) {
      if (at > titles && findHeader(rows.slice(at), width, true)) titles = at;
      break;
    }
  }
  const needsHeader = width === 2 || rows.slice(0, titles).some((row) => row.length >= width);
  const isTable = titles < rows.length && (!needsHeader || findHeader(rows.slice(titles), width));
  return isTable ? titles : rows.findIndex((row) => filledCells(row) > 0);
}

/** The names where a second line of them stands below the first, above columns of numbers; null where none does. */
function secondHeader(first: readonly string[], below: readonly string[][]): string[] | null {
  const [second = [], ...values] = below;
  // Names begin with no digit; a row with values that could not be read has others that could.
  if (values.length < 3 || second.some((cell) => /^[-+]?\d/.test(cell))) return null;
  const numeric = second.flatMap((_, column) =>
    dataShare(knownCells(values, column)) >= 0.9 ? [column] : [],
  );
  const cells = numeric.map((column) => second[column] ?? '');
  const words = cells.filter((cell) => cell !== '' && !isData(cell) && knownCells([[cell]], 0).length > 0);
  // A lone word among values is a value that could not be read; a line of names has one above each column of numbers.
  if (words.length < 2 || words.length < cells.length * 0.8) return null;
  return joinHeaders(first, second);
}

const isUnit = (cell: string): boolean =>
  /^[([{<].*[)\]}>]$|^[%‰°$€£¥]|^(?:[numkMG]?(?:m|g|s|A|V|W|Hz|Pa|J|L|l|mol|bar|eV)(?:[²³23]|\/\S+)?|deg|sec|min|hrs?|h|days?|years?|usd|eur|kmh?|mph|pct|string|str|int|integer|float|double|numeric|number|continuous|discrete|nominal|bool(?:ean)?|date(?:time)?|text|-|–|c|d|s|n)$/i.test(
    cell,
  );

function joinHeaders(first: readonly string[], second: readonly string[]): string[] {
  const said = second.filter((cell) => cell !== '');
  if (said.filter(isUnit).length >= said.length * 0.7) return [...first];
  const filled = first.filter((cell) => cell !== '');
  if (filled.length < second.length || new Set(filled).size < filled.length) {
    let group = '';
    return second.map((cell, column) => {
      group = first[column] || group;
      return [group, cell].filter(Boolean).join(' ');
    });
  }
  const isNumbered = filled.filter((cell) =>
    /^(?:unnamed: ?|column_?|var|col)?[a-z]{0,2}\d+$|^[a-z]$/i.test(cell),
  );
  return isNumbered.length >= filled.length * 0.7 && new Set(said).size === said.length
    ? [...second]
    : [...first];
}

/** Columns of the table: the names say how many, unless all rows have more of them. */
function tableWidth(names: readonly string[], body: readonly string[][]): number {
  let width = names.length;
  while (width > 1 && names[width - 1] === '' && body.every((row) => (row[width - 1] ?? '') === '')) width--;
  const usual = usualWidth(body);
  if (usual <= width) return width;
  const even = body.filter((row) => row.length === usual);
  let filled = usual;
  while (filled > width && even.every((row) => (row[filled - 1] ?? '') === '')) filled--;
  return even.length * 2 > body.length ? filled : width;
}

/** A name for each column; row numbers and row names without one are called `index`. */
function namesFor(
  given: readonly string[],
  body: readonly string[][],
  width: number,
  expected: readonly string[],
): string[] {
  const hasRowNames = given.length > 0 && given.length === width - 1;
  const names = Array.from({ length: width }, (_, at) => given[hasRowNames ? at - 1 : at] ?? '');
  const firsts = body.map((row) => row[0] ?? '');
  const isIndex = given.length > 0 && names[0] === '' && new Set(firsts).size === firsts.length;
  const isKept = expected.includes('column_1') || names.includes(rowNames);
  if (width > 1 && isIndex && !isKept && (hasRowNames || isCounting(firsts))) names[0] = rowNames;
  return uniqueNames(names);
}

function isCounting(cells: readonly string[]): boolean {
  const start = Number(cells[0]);
  return cells.length > 1 && start >= 0 && cells.every((cell, at) => cell === String(start + at));
}
