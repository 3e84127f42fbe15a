// What a column of text cells is: the first pass over a file. Every type that can be read from text looks at the cells; this decides.
import type { Column } from '../../contract/data/dataset';
import type { GuessContext, GuessFacts, TextFit, TextGuess, TextReader } from '../columns/column-type';
import { columnTypeDefinitions } from '../columns/registry';
import { isMissingAmongNumbers, isMissingToken } from './missing';

/** A column as the first pass understood it. */
export interface GuessedColumn extends Pick<TextFit, 'edges' | 'build'> {
  column: Column;
}

const readers = columnTypeDefinitions
  .flatMap(({ id, text }) => (text === null ? [] : [{ id, text }]))
  .toSorted((a, b) => a.text.order - b.text.order);

const keptSpellings = 20;

function note(spellings: Set<string>, cell: string): void {
  if (cell !== '' && spellings.size < keptSpellings) spellings.add(cell);
}

/** Gathers one column. Keeps counts, and of each type what little it needs. */
export class ColumnGuess {
  #all: { id: Column['type']; among: TextReader['among']; guess: TextGuess }[];
  #amongValues: TextGuess[] = [];
  #amongWords: TextGuess[] = [];
  /** Cells that are a value among words, and those of them that are one among numbers too. */
  #words = 0;
  #values = 0;
  /** Spellings of "not known": in any column, and those among numbers only. */
  #missing = new Set<string>();
  #missingNumbers = new Set<string>();

  constructor(context: GuessContext) {
    this.#all = readers.map(({ id, text }) => {
      const guess = text.guess(context);
      (text.among === 'values' ? this.#amongValues : this.#amongWords).push(guess);
      return { id, among: text.among, guess };
    });
  }

  /** Notes a trimmed cell. */
  add(cell: string): void {
    if (isMissingToken(cell)) return note(this.#missing, cell);
    this.#words++;
    const before = this.#values;
    for (const guess of this.#amongWords) guess.add(cell, before);
    let counted = false;
    for (const guess of this.#amongValues) {
      const isRead = guess.add(cell, before);
      if (!counted) {
        // What reads as a value is none of the tokens, so most cells need no look at them.
        if (!isRead && isMissingAmongNumbers(cell)) return note(this.#missingNumbers, cell);
        this.#values++;
        counted = true;
      }
      if (isRead) return;
    }
  }

  #facts(rows: number): Omit<GuessFacts, 'hints'> {
    return { rows, words: this.#words, values: this.#values };
  }

  /** What this column tells of how the whole file is written. */
  hints(rows: number): string[] {
    return this.#all.flatMap(({ guess }) => guess.hint?.(this.#facts(rows)) ?? []);
  }

  /** The column's type: that of the first reader that fits. `hints`: of all columns of the file. */
  finish(name: string, rows: number, hints: ReadonlySet<string>): GuessedColumn {
    const facts = { ...this.#facts(rows), hints };
    for (const { id, among, guess } of this.#all) {
      const fit = guess.fit(facts);
      if (!fit) continue;
      const taken = fit.plainNumbers && takenNumbers(fit.plainNumbers, name);
      return this.#column(name, taken?.id ?? id, among, taken?.fit ?? fit);
    }
    throw new Error('no column type takes a column of text');
  }

  #column(name: string, type: Column['type'], among: TextReader['among'], fit: TextFit): GuessedColumn {
    const numbers = among === 'values' ? [...this.#missingNumbers, ...(fit.missing ?? [])] : [];
    const missing = [...this.#missing, ...numbers];
    const reading = { ...fit.reading, missing };
    const column: Column = { name, type, categories: fit.categories, shape: null, reading };
    return { column, edges: fit.edges, build: (capacity) => fit.build(capacity) };
  }
}

/** The type that knows plain numbers for what they count, and how it reads them. */
function takenNumbers(sample: Float64Array, name: string): { id: Column['type']; fit: TextFit } | null {
  for (const { id, text } of readers) {
    const fit = text.ofNumbers?.(sample, name);
    if (fit) return { id, fit };
  }
  return null;
}
