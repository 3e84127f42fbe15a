// Rows over time, or the mean of a number, resampled to hours, days, weeks, months, quarters or years, by the clock of the column's zone.
import { HearthError } from '../../../contract/transport/fault';
import type { TimeUnit } from '../../../contract/data/charts/charts';
import { zoneShift } from '../../../domain/columns/zone-shift';
import { chartRows, numbersOf, type Chart, type ChartTable } from '../chart';
import { startOf, unitFor, unitOf } from './units';

/** So many units can be told apart in a window. */
const aimed = 180;
/** More are not drawn: the next coarser unit is taken. */
const mostUnits = 4000;

/** The first and the last moment, as a clock shows them that is so far ahead of UTC. */
async function rangeOf(
  table: ChartTable,
  date: string,
  shift: number,
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
  return low <= high ? [low + shift, high + shift] : null;
}

function unitWithin(asked: TimeUnit | null, [low, high]: [number, number]): TimeUnit {
  const fits = asked !== null && unitOf[asked](high) - unitOf[asked](low) < mostUnits;
  return fits ? asked : unitFor(low, high, asked === null ? aimed : mostUnits);
}

export const chart: Chart<'time'> = {
  id: 'time',
  async measure(table, { date, value, unit: asked }, signal) {
    const column = table.columns.find(({ name }) => name === date);
    if (column?.type !== 'datetime') throw new HearthError('input_invalid', { field: 'chart', column: date });
    const shift = zoneShift(column.reading?.zone);
    const range = await rangeOf(table, date, shift, signal);
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
        const place = unitOf[unit](ms + shift) - first;
        counts[place]!++;
        if (!numbers || !Number.isFinite(numbers[row]!)) continue;
        sums[place]! += numbers[row]!;
        valued[place]!++;
      }
    }
    const startAt = (place: number): number => startOf[unit](first + place) - shift;
    const starts = Float64Array.from({ length: length + 1 }, (_, place) => startAt(place));
    const means = value === null ? null : sums.map((sum, place) => sum / valued[place]!);
    return { unit, starts, counts, means, missing };
  },
};
