// Moments written as one number: digits of a date in a row, seconds or milliseconds since 1970. Which of them a column has, its name and range say.
import { dayMs } from './moment';

/** Years that a column of digits is taken to be about. */
const years = { first: 1900, last: 2100 };
const compact = /^(\d{4})(\d{2})(?:(\d{2})(?:[T\s]?(\d{2})(\d{2})(\d{2})?(?:[.,]\d+)?Z?)?)?$/;
const seconds = { first: 315_532_800, last: 4_102_444_800 };
const count = /^\d{8,13}(?:\.\d{1,9})?$/;

/** 20210304, 202103, 20210304050607, 20210304T050607Z; NaN for years before 1900 and after 2100. */
export function parseCompact(cell: string): number {
  const match = compact.exec(cell);
  if (!match) return NaN;
  const part = (index: number, otherwise = 0): number =>
    match[index] === undefined ? otherwise : Number(match[index]);
  const [year, hour, minute, second] = [part(1), part(4), part(5), part(6)];
  if (year < years.first || year > years.last || hour > 23 || minute > 59 || second > 59) return NaN;
  return dayMs(year, part(2), part(3, 1)) + ((hour * 60 + minute) * 60 + second) * 1000;
}

/** A count of seconds or milliseconds between 1980 and 2100. */
export function parseEpoch(cell: string, unitMs: 1 | 1000): number {
  const ms = count.test(cell) ? Number(cell) * unitMs : NaN;
  return ms >= seconds.first * 1000 && ms <= seconds.last * 1000 ? Math.trunc(ms) : NaN;
}
