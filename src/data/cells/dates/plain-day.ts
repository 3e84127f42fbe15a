// YYYY-MM-DD and the same with a time, the most frequent forms of dates, by arithmetic: several times faster than a regular expression.
const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const daysBefore1970 = 719_162;

/** Milliseconds since 1970 of a cell that begins with such a day, or NaN. */
export function parsePlainDay(cell: string): number {
  if (cell.charCodeAt(4) !== 45 || cell.charCodeAt(7) !== 45) return NaN;
  const year = digits(cell, 0, 4);
  const month = digits(cell, 5, 7);
  const day = digits(cell, 8, 10);
  return daysSince1970(year, month, day) * 86_400_000;
}

/** Days since 1970 of a day of the calendar, or NaN: a 30 February is none. */
export function daysSince1970(year: number, month: number, day: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const last = (daysOfMonth[month - 1] ?? 0) + (leap && month === 2 ? 1 : 0);
  if (!(day >= 1 && day <= last)) return NaN;
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const days =
    before * 365 + leapDays + (daysBeforeMonth[month - 1] ?? 0) + (leap && month > 2 ? 1 : 0) + day - 1;
  return days - daysBefore1970;
}

/** YYYY-MM-DDTHH:MM:SS, with a blank for the T, milliseconds and a Z where there are any; NaN where it is not that. */
export function parsePlainMoment(cell: string): number {
  const parts = cell.charCodeAt(10);
  if ((parts !== 84 && parts !== 32) || cell.charCodeAt(13) !== 58 || cell.charCodeAt(16) !== 58) return NaN;
  const end = cell.charCodeAt(cell.length - 1) === 90 ? cell.length - 1 : cell.length;
  if (end !== 19 && (end !== 23 || cell.charCodeAt(19) !== 46)) return NaN;
  const [hour, minute, second] = [digits(cell, 11, 13), digits(cell, 14, 16), digits(cell, 17, 19)];
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return NaN;
  const ms = end === 23 ? digits(cell, 20, 23) : 0;
  return parsePlainDay(cell) + ((hour * 60 + minute) * 60 + second) * 1000 + ms;
}

function digits(cell: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = cell.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}
