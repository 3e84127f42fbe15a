// A cell as the table writes it. Files with values are written elsewhere (data/export), never with these texts.
import { columnTypes } from '../../../../contract/data/column-types';
import type { Cell, Column } from '../../../../contract/data/dataset';
import { zoneShift } from '../../../../domain/columns/zone-shift';
import { isMoment, isTimeAlone } from '../../../../domain/iso-moment';
import { formatDuration, formatNumber, none } from '../../../../i18n/format';
import { getLocale } from '../../../../i18n/paraglide/runtime';

const dayMs = 86_400_000;
const styles = {
  time: { timeStyle: 'short' },
  both: { dateStyle: 'medium', timeStyle: 'short' },
  day: { dateStyle: 'medium' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
const kept = new Map<string, Intl.DateTimeFormat>();

/** A date in UTC, as files mean dates without a zone, or as the clock of its zone has it; the hour only where there is one. */
export function dateText(utc: number, zone?: string): string {
  const ms = utc + zoneShift(zone);
  if (!isMoment(ms)) return none;
  const withTime = ms % dayMs !== 0;
  const parts = isTimeAlone(ms) ? 'time' : withTime ? 'both' : 'day';
  const key = `${getLocale()} ${parts}`;
  let format = kept.get(key);
  if (!format) {
    kept.set(key, (format = new Intl.DateTimeFormat(getLocale(), { ...styles[parts], timeZone: 'UTC' })));
  }
  return format.format(ms);
}

/** The text of a cell that is not missing; long texts are cut, since a row shows one line. */
export function cellText(
  { type, logical, reading }: Pick<Column, 'type' | 'logical' | 'reading'>,
  cell: Exclude<Cell, null>,
): string {
  if (typeof cell === 'string') return cell.length > 300 ? `${cell.slice(0, 300)}…` : cell;
  if (logical === 'identifier') return String(cell);
  if (columnTypes[type].display === 'audio') return formatDuration(cell * 1000);
  return columnTypes[type].display === 'date'
    ? dateText(cell, reading?.zone)
    : formatNumber(cell, { max: 4 });
}
