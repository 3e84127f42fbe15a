// Dates that are almost what training read: full-width digits, an ISO date in a column of another order.
// Only what can mean one thing: 13/04/2021 in a column of month/day/year stays unread, since 05/04/2021 beside it would be wrong.
import type { DateFormat } from '../../contract/data/cell-reading';
import { readDate } from './parse-date';
import { plainText } from './plain-text';

/** Milliseconds since 1970 of what is almost a date of the format, or NaN. */
export function nearDate(cell: string, format: DateFormat): number {
  return readDate(plainText(cell), format);
}
