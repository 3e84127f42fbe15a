// Numbers in cells of text, in the form that the column shows: its decimal mark, and the unit beside its digits.
import { FloatBuilder } from '../../cells/float-builder';
import { formOf, nearNumber, readNumber } from '../../cells/numbers/number-form';
import type { TextReader } from '../column-type';
import { NumberGuess } from './guess';

const reason = 'not_a_number';

/** Numbers are tried first: most cells of most tables are. */
export const numberText: TextReader = {
  order: 10,
  among: 'values',
  guess: (context) => new NumberGuess(context),
  known({ reading }, { capacity, decimal: evident }) {
    const trained = formOf(reading);
    const written = { ...trained, decimal: evident ?? trained.decimal };
    const parse = (cell: string): number => readNumber(cell, trained);
    return new FloatBuilder('number', {
      ...{ capacity, reason, missing: new Set(reading?.missing) },
      // In a file of the other mark a cell is read by it, with a remark, unless both read the same.
      parse:
        written.decimal === trained.decimal
          ? parse
          : (cell) => (parse(cell) === readNumber(cell, written) ? parse(cell) : NaN),
      near: (cell) => nearNumber(cell, written),
    });
  },
};
