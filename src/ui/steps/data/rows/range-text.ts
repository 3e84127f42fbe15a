// A range of numbers or moments in the person's language.
import { columnTypes } from '../../../../contract/data/column-types';
import type { Column } from '../../../../contract/data/dataset';
import { zoneShift } from '../../../../domain/columns/zone-shift';
import { formatNumber } from '../../../../i18n/format';
import { m } from '../../../../i18n/paraglide/messages.js';
import { dateText } from '../table/cell-text';

const dayMs = 86_400_000;

/** Bounds of a day, by the clock of the column's zone, are shown as the day. */
function boundText(value: number, isDate: boolean, zone: string | undefined): string {
  if (!isDate) return formatNumber(value, { max: 6 });
  const ofDay = (((value + zoneShift(zone)) % dayMs) + dayMs) % dayMs;
  return dateText(ofDay === dayMs - 1 ? value - (dayMs - 1) : value, zone);
}

/** What a range asks of a column; null is an open side. */
export function rangeText(
  { column: of, low, high }: { column: string; low: number | null; high: number | null },
  columns: readonly Column[],
): string {
  const column = columns.find(({ name }) => name === of);
  const isDate = column !== undefined && columnTypes[column.type].display === 'date';
  const bound = (value: number): string => boundText(value, isDate, column?.reading?.zone);
  if (low !== null && high !== null) return m.data_filter_between({ low: bound(low), high: bound(high) });
  if (low !== null) return m.data_filter_least({ low: bound(low) });
  return high === null ? m.data_filter_present() : m.data_filter_most({ high: bound(high) });
}
