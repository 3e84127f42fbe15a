// What a column of text cells is: the first pass over a file. Keeps counts, at most 1,000 distinct values and a small sample.
import type { Column } from '../../../contract/data/dataset';
import { histogramEdges } from '../../profile/histogram';
import { isMissingNumber, isMissingToken } from '../../cells/missing';
import { dateFormats, looksLikeDate, parseDate, type DateFormat } from '../../cells/parse-date';
import { parseNumber, type DecimalMark } from '../../cells/parse-number';
import { Reservoir } from '../../profile/reservoir';

/** How the cells of a column are read. */
export type CellFormat =
  | { kind: 'number'; mark: DecimalMark }
  | { kind: 'datetime'; format: DateFormat }
  | { kind: 'category' }
  | { kind: 'text' };

/** A column as the first pass understood it. */
export interface InferredColumn {
  column: Column;
  format: CellFormat;
  /** Of the histogram, for numbers and dates with any value. */
  edges: number[] | null;
}

/** Share of the cells that must fit a type; the others become missing, each with a notice. */
const neededShare = 0.995;
const mostCategories = 1000;
const longestCategory = 256;
const sampleSize = 8192;
/** After so many cells without a date among them a column is taken to have none. */
const datePatience = 1000;

/** A copy that does not keep the whole block of text alive, as a slice of it would. */
function detached(cell: string): string {
  return cell.length < 13 ? cell : ` ${cell}`.slice(1);
}

/** Counts and samples of cells that can be read in one way. */
class Reading {
  count = 0;
  sample = new Reservoir(sampleSize);

  add(value: number): void {
    if (Number.isNaN(value)) return;
    this.count++;
    this.sample.add(value);
  }
}

/** Gathers one column. */
export class ColumnGuess {
  /** Cells that are a value among words, and those of them that are one among numbers too. */
  #words = 0;
  #values = 0;
  #dot = new Reading();
  #comma = new Reading();
  #dates = new Map(dateFormats.map((format) => [format, new Reading()]));
  #categories: Set<string> | null = new Set();
  #triesComma: boolean;
  #triesDates = true;

  /** Decimal commas are looked for only where the comma does not part the cells. */
  constructor(delimiter: string) {
    this.#triesComma = delimiter !== ',';
  }

  /** Notes one column of a block of rows. */
  addColumn(rows: readonly string[][], column: number): void {
    for (const row of rows) this.add((row[column] ?? '').trim());
  }

  /** Notes a trimmed cell. */
  add(cell: string): void {
    if (isMissingToken(cell)) return;
    this.#words++;
    this.#noteCategory(cell);
    const value = parseNumber(cell);
    if (this.#triesComma) this.#comma.add(parseNumber(cell, 'comma'));
    if (value === value) {
      this.#values++;
      this.#dot.add(value);
    } else if (!isMissingNumber(cell)) {
      this.#values++;
      if (this.#triesDates) this.#noteDate(cell);
    }
  }

  #noteCategory(cell: string): void {
    const categories = this.#categories;
    if (!categories || categories.has(cell)) return;
    if (categories.size === mostCategories || cell.length > longestCategory) this.#categories = null;
    else categories.add(detached(cell));
  }

  #noteDate(cell: string): void {
    if (looksLikeDate(cell))
      for (const [format, reading] of this.#dates) reading.add(parseDate(cell, format));
    if (this.#values === datePatience)
      this.#triesDates = [...this.#dates.values()].some(({ count }) => count > datePatience / 2);
  }

  #fits(reading: Reading): boolean {
    return this.#values > 0 && reading.count >= this.#values * neededShare;
  }

  /** Whether the column is of numbers that only a decimal comma makes sense of. */
  get needsComma(): boolean {
    return this.#fits(this.#comma) && !this.#fits(this.#dot);
  }

  /** The column's type; `prefersComma` where another column of the file needs decimal commas. */
  finish(name: string, rows: number, prefersComma: boolean): InferredColumn {
    const format = this.#format(rows, prefersComma);
    const categories = format.kind === 'category' ? [...(this.#categories ?? [])].sort() : [];
    const column: Column = { name, type: format.kind, categories, shape: null };
    const sample = this.#sampleOf(format)?.sorted() ?? new Float64Array();
    return { column, format, edges: sample.length > 0 ? histogramEdges(sample) : null };
  }

  #format(rows: number, prefersComma: boolean): CellFormat {
    // Nothing in it at all: a number column, which imports well and is dropped as a feature.
    if (this.#words === 0) return { kind: 'number', mark: 'dot' };
    if (this.#fits(this.#comma) && (prefersComma || !this.#fits(this.#dot)))
      return { kind: 'number', mark: 'comma' };
    if (this.#fits(this.#dot)) return { kind: 'number', mark: 'dot' };
    const dates = [...this.#dates].filter(([, reading]) => this.#fits(reading));
    // 3/4/2024 alone could be March or April: then it stays text rather than become a wrong date.
    if (dates.length === 1 && dates[0]) return { kind: 'datetime', format: dates[0][0] };
    const limit = Math.min(mostCategories, Math.max(20, rows * 0.05));
    return { kind: this.#categories && this.#categories.size <= limit ? 'category' : 'text' };
  }

  #sampleOf(format: CellFormat): Reservoir | undefined {
    if (format.kind === 'number') return (format.mark === 'comma' ? this.#comma : this.#dot).sample;
    return format.kind === 'datetime' ? this.#dates.get(format.format)?.sample : undefined;
  }
}
