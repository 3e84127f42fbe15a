// Numbers in cells of text, with a decimal point or, where the column or the file says so, a decimal comma.
import type { DecimalMark } from '../../../contract/data/cell-reading';
import { Candidate } from '../../cells/candidate';
import { FloatBuilder } from '../../cells/float-builder';
import { nearNumber } from '../../cells/near-values';
import { parseNumber } from '../../cells/parse-number';
import type { GuessContext, GuessFacts, TextFit, TextGuess, TextReader } from '../column-type';

const decimalComma = 'decimal-comma';
const reason = 'not_a_number';

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

  #read(decimal: DecimalMark, edges: number[] | null): TextFit {
    const parse = (cell: string): number => parseNumber(cell, decimal);
    return {
      categories: [],
      edges,
      reading: { decimal },
      build: (capacity) => new FloatBuilder('number', { capacity, reason, parse }),
    };
  }
}

/** Numbers are tried first: most cells of most tables are. */
export const numberText: TextReader = {
  order: 10,
  among: 'values',
  guess: (context) => new NumberGuess(context),
  known({ reading }, { capacity, decimal: evident }) {
    const trained = reading?.decimal ?? 'dot';
    const written = evident ?? trained;
    const parse = (cell: string): number => parseNumber(cell, trained);
    return new FloatBuilder('number', {
      ...{ capacity, reason, missing: new Set(reading?.missing) },
      // In a file of the other mark a cell is read by it, with a remark, unless both read the same.
      parse:
        written === trained
          ? parse
          : (cell) => (parse(cell) === parseNumber(cell, written) ? parse(cell) : NaN),
      near: (cell) => nearNumber(cell, written),
    });
  },
};
