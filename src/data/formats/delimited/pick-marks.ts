// Finds what parts the cells and lines of a text table: each way is tried on its first rows, and the one that gives the most even table of
// the cleanest cells is taken (after van den Burg, Nazábal and Sutton, "Wrangling messy CSV files by detecting row and type patterns", 2019).
import { isData } from './data-like';
import { plainMarks, straightQuotes, type Marks } from './marks';
import { parseRows } from './parse-rows';

const sampleRows = 200;
/** In order of preference: what rarely stands inside a value comes first. */
const usual = ['\t', ';', '|', ','] as const;
/** Tried only where none of the usual ones makes a table. */
const rare = ['，', '；', '、', '\u0001', '\u001f', '~', '^', ':'] as const;
const evenEnough = 0.8;

/** What a person may know better. */
export interface GivenMarks {
  delimiter?: string;
  /** `“`: every typographic double quote. */
  quote?: Marks['quote'] | '“';
}

/** A line with nothing on it. */
export function isBlankRow(row: readonly string[]): boolean {
  return row.length === 1 && (row[0] ?? '').trim() === '';
}

/** The first rows of a text with something in them, their cells trimmed. */
export function sampleOf(marks: Marks, text: string, complete: boolean, most = sampleRows): string[][] {
  const { rows } = parseRows(marks, text, { last: complete, most });
  return rows.flatMap((row) => {
    const cells = row.map((cell) => cell.trim());
    return cells.every((cell) => cell === '') ? [] : [cells];
  });
}

/** The width that most rows have; of those as frequent the first. */
export function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  let best = 0;
  for (const [width, count] of counts) if (count > (counts.get(best) ?? 0)) best = width;
  return best;
}

/** How good a table is: evenness of its rows, number of its cells, cleanness of what stands in them; 0 for one column. */
function scoreOf(rows: string[][], delimiter: string): { score: number; share: number } {
  const width = usualWidth(rows);
  if (width < 2) return { score: 0, share: 0 };
  const even = rows.filter((row) => row.length === width);
  const cells = even.slice(0, 60).flat();
  const clean = cells.filter((cell) => isClean(cell, delimiter)).length / cells.length;
  const share = even.length / rows.length;
  return { score: share * ((width - 1) / width) * clean ** 2, share };
}

/** Whether a cell looks cut by the right delimiter: no other one stands in it, unless it is part of a number or of a sentence. */
function isClean(cell: string, delimiter: string): boolean {
  if (!usual.some((other) => other !== delimiter && cell.includes(other))) return !/^["']|["']$/.test(cell);
  return isData(cell) || /[,;] /.test(cell);
}

function pickNewline(text: string): Marks['newline'] {
  const alone = text.match(/\r(?!\n|\r\n)/g)?.length ?? 0;
  const feeds = text.match(/\n/g)?.length ?? 0;
  return alone > feeds / 10 ? 'any' : 'lf';
}

/** Whether each line is one value, whose comma or colon parts nothing: the decimals of numbers, times of day. */
function isOneColumn(text: string, complete: boolean, newline: Marks['newline']): boolean {
  const lines = sampleOf({ ...plainMarks, delimiter: '\t', newline }, text, complete).flat();
  const [first = '', ...rest] = lines.map((line) => line.replace(/^"(.*)"$/, '$1'));
  if (rest.length === 0 || first.includes(',') || lines.some((line) => /[\t;|]/.test(line))) return false;
  if (isData(first) || !isData(rest[0] ?? '')) return false;
  const leads = rest.map((line) => Number(line.split(',')[0]));
  // A table of one column whose rows have names: 1, 2, 3 and so on.
  const isGrouped = rest.every((line) => /^\d{1,3}(?:,\d{3})+$/.test(line));
  const isCounted = !isGrouped && leads.length > 1 && leads.every((lead, index) => lead === index + 1);
  return !isCounted && rest.filter(isData).length >= rest.length * 0.9;
}

/** Blanks part cells only where every line has as many and most cells are values: else a text of words would fall apart. */
function pickRuns(text: string, complete: boolean, marks: Marks): Marks | null {
  let best: { marks: Marks; score: number } | null = null;
  for (const runs of ['two', 'one'] as const) {
    const tried: Marks = { ...marks, delimiter: ' ', runs };
    const rows = sampleOf(tried, text, complete);
    const width = usualWidth(rows);
    const below = rows.slice(1).filter((row) => row.length === width);
    // Names of rows have no name themselves.
    const names = (rows[0]?.[0] === '#' ? rows[0].length - 1 : rows[0]?.length) ?? 0;
    const hasNames = names === width || (runs === 'one' && names === width - 1);
    if (width < 2 || rows.length < 3 || !hasNames || below.length < (rows.length - 1) * 0.9) continue;
    const cells = below.flat();
    if (runs === 'one' && cells.filter(isData).length < cells.length / 2) continue;
    const { score } = scoreOf(rows, ' ');
    if (!best || score > best.score) best = { marks: tried, score };
  }
  return best?.marks ?? null;
}

/** Whether blanks part many more cells: a table aligned by eye that has a tab before its last column. */
function hasManyMore(runs: Marks, score: number, text: string, complete: boolean): boolean {
  const rows = sampleOf(runs, text, complete);
  return rows[0]?.length === usualWidth(rows) && scoreOf(rows, ' ').score > score * 1.5;
}

/** Whether the first row has as many cells as most others. */
function hasEvenNames(marks: Marks, text: string, complete: boolean): boolean {
  const rows = sampleOf(marks, text, complete);
  return (
    !text.includes('://') && rows[0]?.length === usualWidth(rows) && rows[0].every((cell) => !isData(cell))
  );
}

function pickDelimiter(text: string, complete: boolean, marks: Marks, given: string | undefined): Marks {
  if (given !== undefined) return { ...marks, delimiter: given, runs: /^ +$/.test(given) ? 'one' : null };
  const best = (delimiters: readonly string[]): { marks: Marks; score: number; share: number } => {
    let found = { marks, score: 0, share: 0 };
    for (const delimiter of delimiters) {
      const tried = { ...marks, delimiter };
      const { score, share } = scoreOf(sampleOf(tried, text, complete), delimiter);
      if (score > found.score) found = { marks: tried, score, share };
    }
    return found;
  };
  const common = best(usual);
  const runs = pickRuns(text, complete, marks);
  if (common.share >= evenEnough)
    return runs && hasManyMore(runs, common.score, text, complete) ? runs : common.marks;
  if (runs && (common.score === 0 || runs.runs === 'one')) return runs;
  const other = best(rare);
  // Times of day and addresses have colons of their own: names that are parted by them as well tell a table.
  const isTable =
    other.share >= 0.95 && (other.marks.delimiter !== ':' || hasEvenNames(other.marks, text, complete));
  return isTable && other.score > common.score ? other.marks : common.marks;
}

/** Lines of a Markdown table, and of programs that draw one. */
function isBordered(marks: Marks, text: string, complete: boolean): boolean {
  if (marks.delimiter !== '|') return false;
  const rows = sampleOf(marks, text, complete).filter((row) => row.length > 1);
  return rows.length > 1 && rows.every((row) => row.length > 2 && row[0] === '' && row.at(-1) === '');
}

/** The marks of a table whose text begins with `text`; `complete` where that is all of it. */
export function pickMarks(text: string, complete: boolean, given: GivenMarks = {}): Marks {
  const newline = pickNewline(text);
  if (given.delimiter === undefined && isOneColumn(text, complete, newline))
    return { ...plainMarks, delimiter: '\t', newline };
  const { quote, ...known } = given;
  if (quote === '“') return curlyMarks(text, complete, { ...known, quote: '"' });
  const straight = pickStraight(text, complete, { ...known, ...(quote === undefined ? {} : { quote }) });
  if (quote !== undefined || !enclosesByCurly(text)) return straight;
  // Word processors set them in running text, too: they are marks where without them a delimiter would part what stands between two.
  const curly = curlyMarks(text, complete, known);
  const rowsOf = (marks: Marks): string[][] => sampleOf(marks, text, complete);
  const evenness = (marks: Marks): number => scoreOf(rowsOf(marks), marks.delimiter).share;
  const isBetter = cutsCurly(rowsOf(straight)) && evenness(curly) >= evenness(straight);
  return isBetter || hasCurlyNames(text) ? curly : straight;
}

/** Whether as many cells begin with a typographic quote that is not closed in them as end with one that is not opened in them. */
function cutsCurly(rows: readonly (readonly string[])[]): boolean {
  const cells = rows.flat();
  const begun = cells.filter((cell) => /^[“”„‟][^“”„‟]*$/.test(cell)).length;
  const ended = cells.filter((cell) => /^[^“”„‟]*[”“]$/.test(cell)).length;
  return begun > 0 && begun === ended;
}

type StraightMarks = { delimiter?: string; quote?: Marks['quote'] };

function curlyMarks(text: string, complete: boolean, given: StraightMarks): Marks {
  return { ...pickStraight(straightQuotes(text), complete, given), curly: true };
}

/** Whether cells stand between typographic quotes. */
function enclosesByCurly(text: string): boolean {
  return /(?:^|[\t;|,\n])[ ]*[“”„‟][^“”„‟\n]*[”“][ ]*(?:[\t;|,\r\n]|$)/.test(text);
}

/** Whether the first line has names that all stand between them. */
function hasCurlyNames(text: string): boolean {
  const [line = ''] = text.trimStart().split(/[\r\n]/, 1);
  return /^[“”„‟][^“”„‟]*[”“](?:[\t;|,][ ]*[“”„‟][^“”„‟]*[”“])+$/.test(line.trim());
}

/** The marks of a text whose double quotes are those of keyboards. */
function pickStraight(text: string, complete: boolean, given: StraightMarks): Marks {
  const newline = pickNewline(text);
  const quotes: Marks['quote'][] =
    given.quote !== undefined ? [given.quote] : quotesByApostrophe(text) ? ['"', "'"] : ['"'];
  const escapes: Marks['escape'][] = /\\["']/.test(text)
    ? text.includes('""')
      ? ['double', 'backslash']
      : ['backslash', 'double']
    : ['double'];
  let best: { marks: Marks; score: number } | null = null;
  for (const quote of quotes)
    for (const escape of escapes) {
      const marks = pickDelimiter(text, complete, { ...plainMarks, newline, quote, escape }, given.delimiter);
      const { score } = scoreOf(sampleOf(marks, text, complete), marks.delimiter);
      if (!best || score > best.score) best = { marks, score };
    }
  const found = best?.marks ?? plainMarks;
  const enclosed = enclosedLines(found, text, complete, given.delimiter);
  if (enclosed) return enclosed;
  const marks =
    given.quote === undefined && isLiteral(found, text, complete) ? { ...found, quote: null } : found;
  return { ...marks, bordered: isBordered(marks, text, complete) };
}

/**
 * Marks by which lines that quotes enclose as a whole are opened, null where none are so: `"1,""Smith, J"",x"`, all of them, or those that had
 * quotes before the table was copied as one column.
 */
function enclosedLines(
  marks: Marks,
  text: string,
  complete: boolean,
  given: string | undefined,
): Marks | null {
  if (marks.quote !== '"' || marks.runs !== null || !/(?:^|\n)"[^\n]*"\r?(?:\n|$)/.test(text)) return null;
  let best: { marks: Marks; score: number } | null = null;
  for (const delimiter of given === undefined ? usual : [given]) {
    const tried = { ...marks, delimiter };
    const closed = sampleOf(tried, text, complete);
    const whole = closed.flatMap(([line = '', ...more]) =>
      more.length === 0 && line.includes(delimiter) ? [line] : [],
    );
    if (whole.length < 2 || isProse(whole, delimiter)) continue;
    const opened = { ...tried, enclosed: true };
    const rows = sampleOf(opened, text, complete);
    const width = usualWidth(rows);
    const { score, share } = scoreOf(rows, delimiter);
    if (width < 2 || rows[0]?.length !== width || share < mostlyOpened) continue;
    if (score > (best?.score ?? 0)) best = { marks: opened, score };
  }
  return best?.marks ?? null;
}

const mostlyOpened = 0.95;

/** Whether a mark stands as in sentences: with a blank behind it. */
function isProse(lines: readonly string[], delimiter: string): boolean {
  const all = lines.reduce((sum, line) => sum + line.split(delimiter).length - 1, 0);
  const spaced = lines.reduce((sum, line) => sum + line.split(`${delimiter} `).length - 1, 0);
  return spaced > all / 2;
}

/** Whether quotes are characters like others: read as marks they join lines each of which is a whole row by itself. */
function isLiteral(marks: Marks, text: string, complete: boolean): boolean {
  const rows = sampleOf(marks, text, complete);
  if (marks.runs !== null || !rows.some((row) => row.some((cell) => cell.includes('\n')))) return false;
  const width = usualWidth(rows);
  const literal = sampleOf({ ...marks, quote: null }, text, complete);
  return width > 1 && literal.length > rows.length && literal.every((row) => row.length === width);
}

/** Whether cells stand between apostrophes: 'tis and rock 'n' roll do not. */
function quotesByApostrophe(text: string): boolean {
  return /(?:^|[\t;|,\n])[ ]*'(?:[^'\\\n]|''|\\.)*'[ ]*(?:[\t;|,\r\n]|$)/.test(text);
}
