// What stands for a date without being a day: a quarter, a week, a month, each by its first day; and a time of the day alone.
import { dayMs, timeMs, timeOfDay } from './moment';

const msPerDay = 86_400_000;
const quarters = [/^(\d{4})[-/.\s]?Q([1-4])$/i, /^(\d{4})年第?([1-4一二三四])季度?$/];
const quarterFirst = /^(?:Q([1-4])|([1-4])Q)[-/.\s']?(\d{4})$/i;
const week = /^(\d{4})[-\s]?W(\d{2})(?:-?([1-7]))?$/i;
const month = /^(\d{1,2})[-/](\d{4})$/;
const clock = new RegExp(`^${timeOfDay}$`);

/** The first day of a quarter: 2021Q1, 2021-Q1, Q1 2021. */
export function parseQuarter(cell: string): number {
  const first = quarterFirst.exec(cell);
  if (first) return quarterMs(first[3], first[1] ?? first[2]);
  const match = quarters.map((shape) => shape.exec(cell)).find((found) => found !== null);
  return match ? quarterMs(match[1], match[2]) : NaN;
}

function quarterMs(year: string | undefined, quarter = ''): number {
  const chinese = '一二三四'.indexOf(quarter);
  const index = chinese >= 0 ? chinese : Number(quarter) - 1;
  return dayMs(Number(year), index * 3 + 1, 1);
}

/** The Monday of an ISO 8601 week, or another day of it: 2021-W05, 2021W055. */
export function parseWeek(cell: string): number {
  const match = week.exec(cell);
  if (!match) return NaN;
  const [year, number] = [Number(match[1]), Number(match[2])];
  const start = (of: number): number => {
    const fourth = dayMs(of, 1, 4);
    return fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * msPerDay;
  };
  const weeks = (start(year + 1) - start(year)) / (7 * msPerDay);
  if (number < 1 || number > weeks) return NaN;
  return start(year) + ((number - 1) * 7 + Number(match[3] ?? 1) - 1) * msPerDay;
}

/** The first day of a month: 03/2021. */
export function parseMonth(cell: string): number {
  const match = month.exec(cell);
  return match ? dayMs(Number(match[2]), Number(match[1]), 1) : NaN;
}

/** Milliseconds since midnight: 12:30, 12:30:15.5, 3:04 pm. */
export function parseTime(cell: string): number {
  const match = clock.exec(cell);
  return match ? timeMs(match, 1) : NaN;
}
