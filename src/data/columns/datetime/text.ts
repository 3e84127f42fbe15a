// Dates in cells of text: a column is read in the one format that fits it.
import { dateFormats } from '../../../contract/data/cell-reading';
import { Candidate } from '../../cells/candidate';
import { FloatBuilder } from '../../cells/float-builder';
import { nearDate } from '../../cells/near-values';
import { looksLikeDate, parseAnyDate, parseDate } from '../../cells/parse-date';
import type { GuessFacts, TextFit, TextGuess, TextReader } from '../column-type';

/** After so many cells without a date among them a column is taken to have none. */
const patience = 1000;
const reason = 'not_a_date';

class DateGuess implements TextGuess {
  #formats = new Map(dateFormats.map((format) => [format, new Candidate()]));
  #tries = true;

  add(cell: string, values: number): boolean {
    if (!this.#tries) return false;
    if (looksLikeDate(cell))
      for (const [format, candidate] of this.#formats) candidate.add(parseDate(cell, format));
    if (values + 1 === patience)
      this.#tries = [...this.#formats.values()].some(({ count }) => count > patience / 2);
    return false;
  }

  fit({ values }: GuessFacts): TextFit | null {
    const fitting = [...this.#formats].filter(([, candidate]) => candidate.fits(values));
    const [only] = fitting;
    // 3/4/2024 alone could be March or April: then it stays text rather than become a wrong date.
    if (fitting.length !== 1 || !only) return null;
    const [format, candidate] = only;
    const parse = (cell: string): number => parseDate(cell, format);
    return {
      categories: [],
      edges: candidate.edges(),
      reading: { dates: format },
      build: (capacity) => new FloatBuilder('datetime', { capacity, reason, parse }),
    };
  }
}

export const datetimeText: TextReader = {
  order: 20,
  among: 'values',
  guess: () => new DateGuess(),
  known({ reading }, { capacity }) {
    const format = reading?.dates;
    return new FloatBuilder('datetime', {
      ...{ capacity, reason, missing: new Set(reading?.missing) },
      // A model that was trained before formats were kept takes the dates that mean one day only.
      parse: (cell) => (format === undefined ? parseAnyDate(cell) : parseDate(cell, format)),
      near: (cell) => (format === undefined ? NaN : nearDate(cell, format)),
    });
  },
};
