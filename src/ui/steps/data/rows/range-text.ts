// A range of numbers or moments in the person's language.
import { columnTypes } from '../../../../contract/data/column-types';
import type { Column } from '../../../../contract/data/dataset';
import { formatNumber } from '../../../../i18n/format';
import { m } from '../../../../i18n/paraglide/messages.js';
import { dateText } from '../table/cell-text';

const dayMs = 86_400_000;

/** Bounds of a day are shown as the day. */
function boundText(value: number, isDate: boolean): string {
  if (!isDate) return formatNumber(value, { max: 6 });
  return dateText(value % dayMs === dayMs - 1 ? value - (dayMs - 1) : value);
}

/** What a range asks of a column; null is an open side. */
export function rangeText(
  { column: of, low, high }: { column: string; low: number | null; high: number | null },
  columns: readonly Column[],
): string {
  const column = columns.find(({ name }) => name === of);
  const isDate = column !== undefined && columnTypes[column.type].display === 'date';
  if (low !== null && high !== null)
    return m.data_filter_between({ low: boundText(low, isDate), high: boundText(high, isDate) });
  if (low !== null) return m.data_filter_least({ low: boundText(low, isDate) });
  return high === null ? m.data_filter_present() : m.data_filter_most({ high: boundText(high, isDate) });
}
