// Dates in cells of text: a column is read in the format that most of its cells have, beside dates that are clear in any.
import { FloatBuilder } from '../../cells/float-builder';
import { isZeroDate } from '../../cells/dates/zero-date';
import { nearDate } from '../../cells/near-values';
import { parseAnyDate, parseDate } from '../../cells/parse-date';
import type { TextReader } from '../column-type';
import { DateGuess } from './guess';
import { countedFormat } from './counted-format';
import { dateFit } from './guess';

export const datetimeText: TextReader = {
  order: 20,
  among: 'values',
  guess: (context) => new DateGuess(context),
  ofNumbers(sample, name) {
    const found = countedFormat(sample, name);
    return found && dateFit(found.format, found.edges);
  },
  known({ reading }, { capacity }) {
    const format = reading?.dates;
    return new FloatBuilder('datetime', {
      ...{ capacity, reason: 'not_a_date', missing: new Set(reading?.missing), isMissing: isZeroDate },
      // A model that was trained before formats were kept takes the dates that mean one day only.
      parse: (cell) => (format === undefined ? parseAnyDate(cell) : parseDate(cell, format)),
      near: (cell) => (format === undefined ? NaN : nearDate(cell, format)),
    });
  },
};
