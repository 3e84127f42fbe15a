// Numbers in cells of text, with a decimal point or, where the column or the file says so, a decimal comma.
import { Candidate } from '../../cells/candidate';
import { FloatBuilder } from '../../cells/float-builder';
import { parseNumber, type DecimalMark } from '../../cells/parse-number';
import type { GuessContext, GuessFacts, TextFit, TextGuess, TextReader } from '../column-type';

const decimalComma = 'decimal-comma';

class NumberGuess implements TextGuess {
  #dot = new Candidate();
  #comma = new Candidate();
  #triesComma: boolean;

  constructor({ commaParts }: GuessContext) {
    this.#triesComma = !commaParts;
  }

  add(cell: string): boolean {
    const value = parseNumber(cell);
    if (this.#triesComma) this.#comma.add(parseNumber(cell, 'comma'));
    this.#dot.add(value);
    return value === value;
  }

  /** Asks for decimal commas where nothing else makes sense of the column. */
  hint({ values }: Pick<GuessFacts, 'values'>): string | null {
    return this.#comma.fits(values) && !this.#dot.fits(values) ? decimalComma : null;
  }

  fit({ words, values, hints }: GuessFacts): TextFit | null {
    // Nothing in it at all: a number column, which imports well and is dropped as a feature.
    if (words === 0) return this.#read('dot', null);
    const dot = this.#dot.fits(values);
    if (this.#comma.fits(values) && (hints.has(decimalComma) || !dot))
      return this.#read('comma', this.#comma.edges());
    return dot ? this.#read('dot', this.#dot.edges()) : null;
  }

  #read(mark: DecimalMark, edges: number[] | null): TextFit {
    const parse = (cell: string): number => parseNumber(cell, mark);
    return {
      categories: [],
      edges,
      build: (capacity) => new FloatBuilder('number', { capacity, reason: 'not_a_number' }, parse),
    };
  }
}

/** Numbers are tried first: most cells of most tables are. */
export const numberText: TextReader = {
  order: 10,
  among: 'values',
  guess: (context) => new NumberGuess(context),
};
