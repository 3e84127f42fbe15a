// What a column of text cells is: the first pass over a file. Every type that can be read from text looks at the cells; this decides.
import type { Column } from '../../contract/data/dataset';
import type {
  Cells,
  GuessContext,
  GuessFacts,
  PlainCells,
  TextFit,
  TextGuess,
  TextReader,
} from '../columns/column-type';
import { columnTypeDefinitions } from '../columns/registry';
import { isValue, valueOfBytes } from './bytes/byte-cells';
import type { ByteCells } from './bytes/plain-rows';
import { CellMemo } from './bytes/cell-memo';
import { plainDay, plainNumber } from './bytes/plain-bytes';
import { cellOf } from './cell-of';
import { isMissingAmongNumbers, isMissingToken } from './missing';

/** A column as the first pass understood it. */
export interface GuessedColumn extends Pick<TextFit, 'edges' | 'build'> {
  column: Column;
}

const readers = columnTypeDefinitions
  .flatMap(({ id, text }) => (text === null ? [] : [{ id, text }]))
  .toSorted((a, b) => a.text.order - b.text.order);

const keptSpellings = 20;

/** Takes what was read of the rows of a group from `start` to `end`. */
interface Taker {
  add(start: number, end: number): void;
  finish?(): void;
}

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
  /** Cells that came in bytes. */
  #known = new CellMemo();
  #texts: string[] = [];

  /** `among`: of which cells the types are asked that are looked for; `values`: those of words are left out, but for the last one. */
  constructor(context: GuessContext, among: TextReader['among'] = 'words') {
    const asked = readers.filter(
      ({ text }, index) => among === 'words' || text.among === 'values' || index === readers.length - 1,
    );
    this.#all = asked.map(({ id, text }) => {
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

  /** Notes the cells of a column in bytes, as `add` notes each of them. */
  addBytes(cells: ByteCells): void {
    const { rows, from, to } = cells;
    const values = new Float64Array(to - from);
    const plain = { kind: 'number' as const, values };
    // What takes many numbers at once is given them so: most columns of most tables are numbers.
    if (!this.#valueTaker(plain)) return this.#addEach(cells);
    const odd: number[] = [];
    rows.read('number', { ...cells, at: 0 }, values, odd);
    this.addPlain({ ...cells, at: 0 }, plain, odd);
  }

  #addEach({ rows, from, to, column }: ByteCells): void {
    const { bytes, starts, ends, width } = rows;
    const words = this.#amongWords.every(({ isDone }) => isDone);
    const open = this.#amongValues.filter(({ isDone }) => !isDone);
    const days = words && open.length === 1 && open[0]?.addDay ? open[0] : null;
    const isSettled = words && open.length === 0;
    let cell = from * width + column;
    for (let row = from; row < to; row++, cell += width) {
      const start = starts[cell] ?? 0;
      const end = ends[cell] ?? 0;
      if (start === end) continue;
      const value = plainNumber(bytes, start, end);
      if (value === value ? words && this.#addNumber(value) : isSettled && this.#addValue(bytes, start, end))
        continue;
      const day = days ? plainDay(bytes, start, end) : NaN;
      if (day !== day) this.add(this.#textOf(bytes, start, end));
      else {
        days?.addDay?.(day, this.#values++);
        this.#words++;
      }
    }
  }

  /** The same of cells of which a builder has read the plain ones; `odd`: the rows of all others that have any text. */
  addPlain(cells: ByteCells, plain: PlainCells, odd: readonly number[]): void {
    const { from, to, at } = cells;
    const take = plain.kind === 'level' ? this.#levelTaker(plain) : this.#valueTaker(plain);
    if (!take) return this.#addEach(cells);
    let next = from;
    for (const row of odd) {
      take.add(at + next - from, at + row - from);
      this.#addText(cells, row);
      next = row + 1;
    }
    take.add(at + next - from, at + to - from);
    take.finish?.();
  }

  /** The same of cells of text that a builder took for levels; false where they have to be looked at one by one. */
  addLevels(cells: Cells, plain: Extract<PlainCells, { kind: 'level' }>): boolean {
    const take = this.#levelTaker(plain);
    if (!take) return false;
    const { from, to, at } = cells;
    take.add(at, at + to - from);
    for (let index = from; index < to; index++)
      if ((plain.codes[at + index - from] ?? -1) < 0) this.add(cellOf(cells, index));
    take.finish?.();
    return true;
  }

  #valueTaker({ kind, values }: Extract<PlainCells, { kind: 'number' | 'day' }>): Taker | null {
    if (!this.#amongWords.every(({ isDone }) => isDone)) return null;
    const open = this.#amongValues.filter(({ isDone }) => !isDone);
    const guess = kind === 'number' ? this.#amongValues[0] : open.length === 1 ? open[0] : undefined;
    const accept = (some: Float64Array): number | null =>
      (kind === 'number' ? guess?.addPlains?.(some) : guess?.addDays?.(some)) ?? null;
    if (accept(new Float64Array()) === null) return null;
    return {
      add: (start, end) => {
        const count = start === end ? 0 : (accept(values.subarray(start, end)) ?? 0);
        this.#words += count;
        this.#values += count;
      },
    };
  }

  /** Levels are counted first and noted then, where it does not matter in which order they stood. */
  #levelTaker({ codes, levels }: Extract<PlainCells, { kind: 'level' }>): Taker | null {
    if (!this.#amongValues.every(({ isDone }) => isDone)) return null;
    const counts = new Uint32Array(levels.length);
    return {
      add(start, end) {
        for (let at = start; at < end; at++) {
          const code = codes[at] ?? -1;
          if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
        }
      },
      finish: () => counts.forEach((count, code) => count > 0 && this.#addTimes(levels[code] ?? '', count)),
    };
  }

  #addTimes(cell: string, times: number): void {
    this.#words += times;
    for (const guess of this.#amongWords) guess.addTimes?.(cell, times);
    const isRead = this.#amongValues.some((guess) => guess.addTimes?.(cell, times));
    if (!isRead && isMissingAmongNumbers(cell)) note(this.#missingNumbers, cell);
    else this.#values += times;
  }

  #addText({ rows: { bytes, starts, ends, width }, column }: ByteCells, row: number): void {
    const cell = row * width + column;
    this.add(this.#textOf(bytes, starts[cell] ?? 0, ends[cell] ?? 0));
  }

  /** A plain number, which is no spelling of "not known". */
  #addNumber(value: number): boolean {
    if (!this.#amongValues[0]?.addPlain?.(value)) return false;
    this.#words++;
    this.#values++;
    return true;
  }

  /** A cell of which nobody learns anything but that it is a value. */
  #addValue(bytes: Uint8Array, from: number, to: number): boolean {
    if (!isValue(bytes, from, to)) return false;
    this.#words++;
    this.#values++;
    return true;
  }

  #textOf(bytes: Uint8Array, from: number, to: number): string {
    const known = this.#texts[this.#known.find(bytes, from, to)];
    if (known !== undefined) return known;
    const text = valueOfBytes(bytes, from, to);
    if (this.#known.add(bytes, from, to) >= 0) this.#texts.push(text);
    return text;
  }

  /** Cells that are a value among numbers. */
  get values(): number {
    return this.#values;
  }

  #facts(rows: number): Omit<GuessFacts, 'hints'> {
    return { rows, words: this.#words, values: this.#values };
  }

  /** What this column tells of how the whole file is written. */
  hints(rows: number): string[] {
    return this.#all.flatMap(({ guess }) => guess.hint?.(this.#facts(rows)) ?? []);
  }

  /** The column's type: the wanted one where it can be read so, else that of the first reader that fits. `hints`: of all columns of the file. */
  finish(name: string, rows: number, hints: ReadonlySet<string>, wanted?: Column['type']): GuessedColumn {
    const facts = { ...this.#facts(rows), hints };
    const said = this.#all.find(({ id }) => id === wanted);
    const saidFit = said && (said.guess.fit(facts) ?? said.guess.wanted?.(facts));
    if (said && saidFit) return this.#column(name, said.id, said.among, saidFit);
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
