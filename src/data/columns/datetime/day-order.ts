// Which of two numbers is the day, where every cell of a column could be read either way.
import type { DateFormat } from '../../../contract/data/cell-reading';

/** What there is to go by. */
export interface OrderEvidence {
  /** What the other columns of the file say together. */
  fileSays: 'day' | 'month' | null;
  /** The column's dates in both readings, ascending. */
  dayFirst: Float64Array;
  monthFirst: Float64Array;
  /** A cell of the column. */
  example: string;
  /** Whether a comma parts the file's cells: where decimals have a comma, it does not. */
  commaParts: boolean;
}

/** Fewest dates that show a rhythm. */
const fewest = 3;

/** The order that fits best; `isGuessed`: only a habit speaks for it. */
export function likelierOrder(evidence: OrderEvidence): { order: DateFormat; isGuessed: boolean } {
  const { fileSays, dayFirst, monthFirst, example, commaParts } = evidence;
  const is = (first: 'day' | 'month', isGuessed: boolean): ReturnType<typeof likelierOrder> => ({
    order: first === 'day' ? 'day/month/year' : 'month/day/year',
    isGuessed,
  });
  const alike = dayFirst.every((value, index) => value === monthFirst[index]);
  if (fileSays) return is(fileSays, false);
  const [monthly, monthlyOtherwise] = [isMonthly(dayFirst), isMonthly(monthFirst)];
  if (monthly !== monthlyOtherwise) return is(monthly ? 'day' : 'month', false);
  if (/[ap]\.?m\.?$/i.test(example)) return is('month', !alike);
  return is(example.includes('/') && commaParts ? 'month' : 'day', !alike);
}

/** Whether all dates are one day of different months, as monthly figures are. */
function isMonthly(sorted: Float64Array): boolean {
  const days = new Set<number>();
  const months = new Set<number>();
  for (const value of sorted) {
    const date = new Date(value);
    days.add(date.getUTCDate());
    months.add(date.getUTCFullYear() * 12 + date.getUTCMonth());
  }
  return days.size === 1 && months.size >= fewest;
}
