// Rows over time, or the mean of a number, resampled to hours, days, weeks, months, quarters or years.
import { HearthError } from '../../../contract/transport/fault';
import type { TimeUnit } from '../../../contract/data/charts/charts';
import { chartRows, numbersOf, type Chart, type ChartTable } from '../chart';
import { startOf, unitFor, unitOf } from './units';

/** So many units can be told apart in a window. */
const aimed = 180;
/** More are not drawn: the next coarser unit is taken. */
const mostUnits = 4000;

async function rangeOf(
  table: ChartTable,
  date: string,
  signal: AbortSignal,
): Promise<[number, number] | null> {
  let [low, high] = [Infinity, -Infinity];
  for await (const { values, chosen } of chartRows(table, [date], signal)) {
    const moments = numbersOf(values, date);
    for (const row of chosen) {
      const ms = moments[row]!;
      if (ms < low) low = ms;
      if (ms > high) high = ms;
    }
  }
  return low <= high ? [low, high] : null;
}

function unitWithin(asked: TimeUnit | null, [low, high]: [number, number]): TimeUnit {
  const fits = asked !== null && unitOf[asked](high) - unitOf[asked](low) < mostUnits;
  return fits ? asked : unitFor(low, high, asked === null ? aimed : mostUnits);
}

export const chart: Chart<'time'> = {
  id: 'time',
  async measure(table, { date, value, unit: asked }, signal) {
    if (table.columns.find(({ name }) => name === date)?.type !== 'datetime')
      throw new HearthError('input_invalid', { field: 'chart', column: date });
    const range = await rangeOf(table, date, signal);
    const unit = unitWithin(asked, range ?? [0, 0]);
    const first = range ? unitOf[unit](range[0]) : 0;
    const length = range ? unitOf[unit](range[1]) - first + 1 : 0;
    const counts = new Uint32Array(length);
    const sums = new Float64Array(length);
    const valued = new Uint32Array(length);
    let missing = 0;
    for await (const { values, chosen } of chartRows(
      table,
      value === null ? [date] : [date, value],
      signal,
    )) {
      const moments = numbersOf(values, date);
      const numbers = value === null ? null : numbersOf(values, value);
      for (const row of chosen) {
        const ms = moments[row]!;
        if (Number.isNaN(ms)) {
          missing++;
          continue;
        }
        const place = unitOf[unit](ms) - first;
        counts[place]!++;
        if (!numbers || !Number.isFinite(numbers[row]!)) continue;
        sums[place]! += numbers[row]!;
        valued[place]!++;
      }
    }
    const starts = Float64Array.from({ length: length + 1 }, (_, place) => startOf[unit](first + place));
    const means = value === null ? null : sums.map((sum, place) => sum / valued[place]!);
    return { unit, starts, counts, means, missing };
  },
};
