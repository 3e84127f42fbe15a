// Dates that no calendar has, by which databases and spreadsheets say that there is none: 0000-00-00, 1900-01-00, 00.00.0000.
const midnight = String.raw`(?:[T ]0{1,2}:00(?::00(?:\.0+)?)?)?`;
const yearFirst = new RegExp(String.raw`^\d{4}([-/.])(\d{1,2})\1(\d{1,2})${midnight}$`);
const yearLast = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2\d{2,4}${midnight}$`);
/** The first day that some programs know. */
const firstDay = new RegExp(String.raw`^(?:0001-01-01|0?1[/.]0?1[/.]0001)${midnight}$`);

const isZero = (digits: string | undefined): boolean => Number(digits) === 0;

/** Whether a trimmed cell is such a date. */
export function isZeroDate(cell: string): boolean {
  const first = yearFirst.exec(cell);
  if (first) return isZero(first[2]) || isZero(first[3]) || firstDay.test(cell);
  const last = yearLast.exec(cell);
  return last !== null && (isZero(last[1]) || isZero(last[3]) || firstDay.test(cell));
}
