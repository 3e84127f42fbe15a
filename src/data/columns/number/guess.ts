// Finds out whether a column of text is one of numbers, and in which form. Plain numbers, which most cells of most tables are, go one short way.
import type { DecimalMark } from '../../../contract/data/cell-reading';
import { Candidate } from '../../cells/candidate';
import { DecimalEvidence } from '../../cells/decimal-evidence';
import { FloatBuilder } from '../../cells/float-builder';
import { isInfinite, isLimit } from '../../cells/numbers/infinite';
import { formOf, readNumber } from '../../cells/numbers/number-form';
import { valueOf, writtenNumber, type Unit } from '../../cells/numbers/written-number';
import { parseNumber, parsePlain } from '../../cells/parse-number';
import { isMostly } from '../../cells/share-of-cells';
import type { GuessContext, GuessFacts, TextFit, TextGuess } from '../column-type';

const decimalComma = 'decimal-comma';
/** Plain cells that are kept to see which mark they have. */
const keptPlain = 64;
/** After so many cells that are no number in any form, only plain ones are looked for. */
const patience = 1000;
const mostUnits = 8;
/** A unit that nobody knows has to stand beside so many numbers. */
const fewestWithUnit = 5;
const digit = /\p{Nd}/u;

/** Cells that are not plain: read with either mark. */
interface Tally {
  unit: Unit | null;
  dot: Candidate;
  comma: Candidate;
}

const newTally = (unit: Unit | null, kept?: number): Tally => ({
  unit,
  dot: new Candidate(kept),
  comma: new Candidate(kept),
});

/** Gathers the cells of a column that could be numbers. */
export class NumberGuess implements TextGuess {
  readonly #kept: number | undefined;
  readonly #plain: Candidate;
  readonly #firstPlain: string[] = [];
  readonly #marked: Tally;
  readonly #units = new Map<string, Tally>();
  /** The mark that a person says. */
  readonly #decimal: DecimalMark | undefined;
  #words = 0;
  #word: string | null = null;
  #isOneWord = true;
  #unbounded = 0;
  #failed = 0;
  /** Cells that are no number, and whether there were so many that the others are no longer looked at. */
  #odd = 0;
  #isHopeless = false;

  constructor({ decimal, kept }: Pick<GuessContext, 'decimal' | 'kept'> = {}) {
    this.#kept = kept;
    this.#plain = new Candidate(kept);
    this.#marked = newTally(null, kept);
    this.#decimal = decimal;
  }

  add(cell: string): boolean {
    const value = parsePlain(cell);
    if (value !== value) return this.#addMarked(cell);
    if (this.#plain.count < keptPlain) this.#firstPlain.push(cell);
    this.#plain.add(value);
    return true;
  }

  addPlain(value: number): boolean {
    if (this.#plain.count < keptPlain) return false;
    this.#plain.add(value);
    return true;
  }

  addPlains(values: Float64Array): number | null {
    return this.#plain.count < keptPlain ? null : this.#plain.addAll(values);
  }

  addTimes(cell: string, times: number): boolean {
    const isRead = parsePlain(cell) === parsePlain(cell);
    for (let time = 0; time < times && isRead; time++) this.add(cell);
    return isRead;
  }

  get isDone(): boolean {
    return this.#isHopeless;
  }

  /** Asks for decimal commas where nothing else makes sense of the column. */
  hint({ values }: Pick<GuessFacts, 'values'>): string | null {
    return this.#fitting('comma', values) && !this.#fitting('dot', values) ? decimalComma : null;
  }

  /** The column's form where its cells are mostly numbers. */
  fit({ words, values, hints }: GuessFacts): TextFit | null {
    // Nothing in it at all: a number column, which imports well and is dropped as a feature.
    if (words === 0) return this.#found('dot', 'none');
    if (this.#decimal) {
      const said = this.#fitting(this.#decimal, values);
      return said && this.#found(this.#decimal, said);
    }
    const dot = this.#fitting('dot', values);
    const comma = this.#fitting('comma', values);
    if (comma && (!dot || (hints.has(decimalComma) && this.#mayHaveCommas())))
      return this.#found('comma', comma);
    return dot && this.#found('dot', dot);
  }

  wanted(): TextFit {
    return this.#found(this.#decimal ?? 'dot', 'none');
  }

  #addMarked(cell: string): boolean {
    if (this.#isHopeless) return false;
    if (++this.#odd === patience)
      this.#isHopeless = this.#plain.count === 0 && this.#failed + this.#words === patience - 1;
    if (isInfinite(cell) || isLimit(cell)) {
      this.#unbounded++;
      return false;
    }
    if (!digit.test(cell)) {
      this.#words++;
      this.#word ??= cell;
      this.#isOneWord &&= this.#word === cell;
      return false;
    }
    if (this.#failed < patience) return this.#addWritten(cell);
    return false;
  }

  #addWritten(cell: string): boolean {
    const dot = parseNumber(cell);
    const comma = parseNumber(cell, 'comma');
    if (dot === dot || comma === comma) {
      this.#marked.dot.add(dot);
      this.#marked.comma.add(comma);
      return dot === dot;
    }
    const written = writtenNumber(cell);
    const tally = written && this.#tallyOf(written.unit);
    if (!tally) this.#failed++;
    else {
      this.#failed = 0;
      tally.dot.add(valueOf(written, 'dot'));
      tally.comma.add(valueOf(written, 'comma'));
    }
    return false;
  }

  #tallyOf(unit: Unit | null): Tally | null {
    if (!unit) return this.#marked;
    const known = this.#units.get(unit.key);
    if (known || this.#units.size === mostUnits) return known ?? null;
    const made = newTally(unit, this.#kept);
    this.#units.set(unit.key, made);
    return made;
  }

  /** The unit under which the column is mostly numbers with a mark, or `none`; null where it is not. */
  #fitting(mark: DecimalMark, values: number): Tally | 'none' | null {
    const bare = this.#plain.count + this.#marked[mark].count;
    const [most] = [...this.#units.values()].sort((a, b) => b[mark].count - a[mark].count);
    const withUnit = most?.[mark].count ?? 0;
    const isMostlyOf = (read: number): boolean =>
      isMostly({
        ...{ read, words: this.#words, isOneWord: this.#isOneWord, unbounded: this.#unbounded, values },
        distinct: () => this.#distinct(mark),
      });
    // Anything behind a number could be part of a code: a unit that nobody knows has to stand everywhere.
    if (
      most &&
      withUnit > 0 &&
      (most.unit?.isKnown || (withUnit >= fewestWithUnit && isMostlyOf(withUnit))) &&
      isMostlyOf(bare + withUnit)
    )
      return most;
    return isMostlyOf(bare) ? 'none' : null;
  }

  /** Different numbers in the samples of plain and of marked cells: at least so many has the column. */
  #distinct(mark: DecimalMark): number {
    const tallies = [this.#marked, ...this.#units.values()].map((tally) => tally[mark]);
    return new Set([this.#plain, ...tallies].flatMap((each) => [...each.sorted()])).size;
  }

  /** Whether none of the plain cells has a decimal point for certain. */
  #mayHaveCommas(): boolean {
    const evidence = new DecimalEvidence();
    for (const cell of this.#firstPlain) evidence.add(cell);
    return evidence.mark() !== 'dot';
  }

  #found(decimal: DecimalMark, found: Tally | 'none'): TextFit {
    const unit = found === 'none' ? null : found.unit;
    const marked = [this.#marked, ...(found === 'none' ? [] : [found])].map((tally) => tally[decimal]);
    const used = [this.#plain, ...marked].filter(({ count }) => count > 0);
    const [only] = used;
    const isPlain = only === this.#plain && used.length === 1;
    const reading = { decimal, ...(unit ? { unit: { text: unit.text, before: unit.before } } : {}) };
    const form = formOf(reading);
    const parse = (cell: string): number => readNumber(cell, form);
    return {
      ...{ categories: [], reading },
      // Several samples make no uniform one; plain cells with a point may be thousands where commas are decimals.
      edges: used.length > 1 || (isPlain && decimal === 'comma') ? null : (only?.edges() ?? null),
      ...(isPlain ? { plainNumbers: only.sorted() } : {}),
      build: (capacity) =>
        new FloatBuilder('number', {
          ...{ capacity, reason: 'not_a_number', parse },
          // With a comma for decimals a point may part thousands.
          ...(decimal === 'dot' ? { plain: 'number' } : {}),
        }),
    };
  }
}
