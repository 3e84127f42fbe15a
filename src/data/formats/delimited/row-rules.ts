// What becomes of a row that is not as the names say: cut, filled, left out, each by a stated rule and with a reason. A row that may
// belong to a footer waits until the next whole row, or the end, decides.
import type { RowReason } from '../../../contract/data/table-lines';
import { isData } from './data-like';
import { commentOf, filledCells, isRuledLine } from './layout';
import type { Dialect } from './dialect';
import { splitOutsideQuotes } from './parse-rows';

/** A row as it is taken, or with the reason that it is not: `short` ones are filled with missing cells and taken. */
export interface JudgedRow {
  /** Its number among the rows of the file, from 1. */
  row: number;
  cells: string[];
  /** Its cells as the file has them: not cut, not filled. */
  written: string[];
  /** Its text with its line end; empty unless lines were asked for. */
  line: string;
  reason: RowReason | null;
}

/** Rows of a footer that are waited for; a longer one is rows with few cells. */
const longestFooter = 50;
const totalWords = [
  ...['total', 'totals', 'grand total', 'grand totals', 'subtotal', 'subtotals', 'sum', 'average', 'mean'],
  ...['summe', 'gesamt', 'insgesamt', 'mittelwert', 'somme', 'moyenne', 'suma', 'totale', 'totaal'],
  ...['итого', 'всего', '合计', '总计', '小计', '总和', '平均', '合計', '総計', '합계'],
];
const totals = new RegExp(`^(?:${totalWords.join('|')})[ :：]*$`, 'i');
/** Letters of ASCII that one of them begins with. */
const totalLetters = new Set(totalWords.flatMap((word) => [word[0], word[0]?.toUpperCase()]));
const longestTotal = 16;
const signed = /^[-+]\.?\d/;

/** Whether a cell that begins with a letter of ASCII may be the name of a sum. */
export const mayBeTotal = (letter: string): boolean => totalLetters.has(letter);

/** Judges rows in file order. */
export class RowRules {
  readonly #dialect: Dialect;
  readonly #width: number;
  /** Rows that are a footer if no whole row follows. */
  #waiting: JudgedRow[] = [];
  /** A total stood above other rows: then it is a value like others. */
  #hasTotals = false;
  /** The first column has something else than numbers and dates. */
  #hasWords = false;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
    this.#width = dialect.names.length;
  }

  /** Whether a row is surely one like all others: most are, and need no more looks. */
  isPlain(cells: readonly string[]): boolean {
    if (cells.length !== this.#width || this.#waiting.length > 0) return false;
    const first = cells[0]?.charCodeAt(0) ?? 0;
    return first >= 48 && first <= 57;
  }

  /** Whether a row that has all its cells is surely one like all others, by its first cell; a blank one does not say. */
  takesFirst(cell: string): boolean {
    const first = cell.trim();
    if (first === '' || (isRuled(cell) && !signed.test(first)) || this.#reasonAtEnd([cell]) !== null)
      return false;
    this.#hasWords ||= !isData(first);
    return true;
  }

  /** Whether `takesFirst` takes every cell that begins with a letter of ASCII and is no total: a word in the first column is nothing new. */
  get takesWords(): boolean {
    return this.#hasWords;
  }

  /** Whether rows wait for what comes next; else one that `isPlain` is taken as it is. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Adds a row that says something, and gives the rows that are decided now. */
  add(number: number, cells: string[], line: string): JudgedRow[] {
    const row = { row: number, line, written: cells, ...this.#judge(cells) };
    const isWhole = row.reason === null || row.reason === 'long';
    if (isWhole) {
      this.#hasWords ||= row.reason === null && !isData((cells[0] ?? '').trim());
      return this.#waiting.length === 0 ? [row] : [...this.#release(), row];
    }
    const waits = row.reason === 'footer' || row.reason === 'total' || row.reason === 'short';
    if (!waits && this.#waiting.length === 0) return [row];
    this.#waiting.push(row);
    return this.#waiting.length > longestFooter ? this.#release() : [];
  }

  /** The rows that waited for the end. */
  finish(): JudgedRow[] {
    return this.#waiting.splice(0).map((row) => {
      if (row.reason === 'total' && this.#hasTotals) return { ...row, reason: null };
      // Words below a column of numbers are a note about the table.
      const isNote = row.reason === 'short' && !this.#hasWords && !isData((row.cells[0] ?? '').trim());
      return isNote ? { ...row, reason: 'footer' } : row;
    });
  }

  #release(): JudgedRow[] {
    return this.#waiting.splice(0).map((row) => {
      if (row.reason === 'footer') return { ...row, reason: 'short' };
      if (row.reason !== 'total') return row;
      this.#hasTotals = true;
      return { ...row, reason: null };
    });
  }

  #judge(cells: string[]): Pick<JudgedRow, 'cells' | 'reason'> {
    const width = this.#width;
    const first = cells[0] ?? '';
    if (width > 1 && first.trim() === '' && cells.every((cell) => cell.trim() === ''))
      return { cells, reason: 'empty' };
    const { comment } = this.#dialect;
    if (comment !== null && first.startsWith(comment) && cells.length !== width)
      return { cells, reason: 'comment' };
    if (isRuled(first) && isRuledLine(cells)) return { cells, reason: 'ruled' };
    if (cells.length === width) return { cells, reason: this.#reasonAtEnd(cells) };
    if (width > 1 && commentOf(first) !== null && cells.length < width) return { cells, reason: 'comment' };
    return cells.length > width ? this.#judgeLong(cells) : this.#judgeShort(cells);
  }

  /** What a whole row is if nothing but such rows follow it: a sum of those above, a count by the program that wrote them. */
  #reasonAtEnd(cells: readonly string[]): 'total' | null {
    const first = cells[0] ?? '';
    if (this.#width < 2 || this.#hasTotals || first.length > longestTotal) return null;
    const isCount = first.startsWith('(') && /^\(\d+ rows?\b[^)]*\)$/i.test(cells.join(' '));
    return isCount || totals.test(first.trim()) ? 'total' : null;
  }

  #judgeLong(cells: string[]): Pick<JudgedRow, 'cells' | 'reason'> {
    const beyond = cells.slice(this.#width);
    if (beyond.every((cell) => cell.trim() === ''))
      return { cells: cells.slice(0, this.#width), reason: null };
    const { quote, delimiter, runs } = this.#dialect;
    if (quote !== null && runs === null && cells.some((cell) => cell.includes(quote))) {
      const again = splitOutsideQuotes(cells.join(delimiter), this.#dialect);
      if (again.length === this.#width) return { cells: again, reason: null };
    }
    return { cells, reason: 'long' };
  }

  #judgeShort(cells: string[]): Pick<JudgedRow, 'cells' | 'reason'> {
    const padded = [...cells, ...new Array<string>(this.#width - cells.length).fill('')];
    return { cells: padded, reason: filledCells(cells) <= this.#width / 2 ? 'footer' : 'short' };
  }
}

function isRuled(cell: string): boolean {
  const mark = cell.charCodeAt(0);
  // - = _ + : and blanks
  return mark === 45 || mark === 61 || mark === 95 || mark === 43 || mark === 58 || mark === 32;
}
