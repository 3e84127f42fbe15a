// What a column of text cells is: the first pass over a file. Every type that can be read from text looks at the cells; this decides.
import type { Column } from '../../contract/data/dataset';
import type { GuessContext, GuessFacts, TextFit, TextGuess, TextReader } from '../columns/column-type';
import { columnTypeDefinitions } from '../columns/registry';
import { isMissingNumber, isMissingToken } from './missing';

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
        if (!isRead && isMissingNumber(cell)) return note(this.#missingNumbers, cell);
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
      const missing = [...this.#missing, ...(among === 'values' ? this.#missingNumbers : [])];
      const reading = { ...fit.reading, missing };
      const column: Column = { name, type: id, categories: fit.categories, shape: null, reading };
      return { column, edges: fit.edges, build: (capacity) => fit.build(capacity) };
    }
    throw new Error('no column type takes a column of text');
  }
}
