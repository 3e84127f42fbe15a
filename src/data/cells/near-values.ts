// Cells that are almost what training read: 00007 for 7, full-width digits, an ISO date in a column of another order.
// Only what can mean one thing: 13/04/2021 in a column of month/day/year stays unread, since 05/04/2021 beside it would be wrong.
import type { DateFormat, DecimalMark } from '../../contract/data/cell-reading';
import { parseDate } from './parse-date';
import { parseNumber } from './parse-number';
import { plainText } from './plain-text';

/** The number that a cell almost is, or NaN. */
export function nearNumber(cell: string, mark: DecimalMark): number {
  return parseNumber(plainText(cell).replace(/^([+-]?)0+(?=\d)/, '$1'), mark);
}

/** Milliseconds since 1970 of what is almost a date of the format, or NaN. */
export function nearDate(cell: string, format: DateFormat): number {
  const plain = plainText(cell);
  const read = parseDate(plain, format);
  return Number.isNaN(read) ? parseDate(plain, 'iso') : read;
}
