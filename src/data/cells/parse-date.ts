// Dates as files write them, to milliseconds since 1970. Not for showing dates: i18n does that.

import { type DateFormat } from '../../contract/data/cell-reading';
import { parseCompact, parseEpoch } from './dates/counted';
import { dayMs, maybeTime, maybeZone, timeMs, yearOf, zoneMs } from './dates/moment';
import { parseNamed } from './dates/named-date';
import { parseMonth, parseQuarter, parseTime, parseWeek } from './dates/periods';
import { parsePlainDay, parsePlainMoment } from './dates/plain-day';

const iso = new RegExp(String.raw`^(\d{4})([-/.年])(\d{1,2})(?:\2|月)(\d{1,2})日?${maybeTime}${maybeZone}$`);
const isoMonth = /^(\d{4})(?:[-/](\d{2})|年(\d{1,2})月?)$/;
/** 2021年3月4日 下午3:04, 2021/3/4 15时04分 */
const chineseTime = /^(.*日|[\d/.-]{8,10}(?=[\s上早凌中下晚]))\s*(上午|早上|凌晨|中午|下午|晚上)?\s*(\d.*)$/;
const clockWords = /(\d{1,2})[时時点點](?:(\d{1,2})分?)?(?:(\d{1,2})秒)?$/;
const chinese = /[日午早晨上]/;
const afternoon = /[下中晚]/;
const shortest = 4;
const longest = 40;

/** Whether a cell could be a date at all: a cheap look before the patterns. */
export function looksLikeDate(cell: string): boolean {
  if (cell.length < shortest || cell.length > longest) return false;
  const last = cell.charCodeAt(cell.length - 1);
  return (last >= 48 && last <= 57) || ((last > 127 || isLetter(last) || last === 46) && isNoWord(cell));
}

const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
const isNoWord = (cell: string): boolean => /\d/.test(cell);

const numeric = new RegExp(String.raw`^(\d{1,2})([-/.\s])(\d{1,2})\2(\d{4}|\d{2})${maybeTime}${maybeZone}$`);

/** Milliseconds since 1970 of a trimmed cell in a format, or NaN; a 30 February is none. */
export function parseDate(cell: string, format: DateFormat): number {
  if (!looksLikeDate(cell)) return NaN;
  return parsers[format](cell);
}

const parsers: Readonly<Record<DateFormat, (cell: string) => number>> = {
  iso: parseIso,
  'day.month.year': (cell) => parseNumeric(cell, 'day', '.'),
  'day/month/year': (cell) => parseNumeric(cell, 'day', null),
  'month/day/year': (cell) => parseNumeric(cell, 'month', null),
  named: parseNamed,
  'month/year': parseMonth,
  quarter: parseQuarter,
  week: parseWeek,
  time: parseTime,
  compact: parseCompact,
  'epoch-seconds': (cell) => parseEpoch(cell, 1000),
  'epoch-milliseconds': (cell) => parseEpoch(cell, 1),
};

function parseIso(cell: string): number {
  if (cell.length === 10) {
    const plain = parsePlainDay(cell);
    if (plain === plain) return plain;
  } else if (cell.length >= 19) {
    const plain = parsePlainMoment(cell);
    if (plain === plain) return plain;
  }
  const match = iso.exec(
    cell.charCodeAt(cell.length - 1) > 127 || chinese.test(cell) ? withWesternTime(cell) : cell,
  );
  if (match)
    return dayMs(Number(match[1]), Number(match[3]), Number(match[4])) + timeMs(match, 5) - zoneMs(match[10]);
  const month = isoMonth.exec(cell);
  return month ? dayMs(Number(month[1]), Number(month[2] ?? month[3]), 1) : NaN;
}

/** A Chinese date with its time where English has it. */
function withWesternTime(cell: string): string {
  const match = chineseTime.exec(cell);
  if (!match) return cell;
  const [, date = '', half, written = ''] = match;
  const time = written.replace(
    clockWords,
    (_, hour: string, minute = '00', second?: string) =>
      `${hour}:${minute.padStart(2, '0')}${second ? `:${second}` : ''}`,
  );
  return half === undefined ? `${date} ${time}` : `${date} ${time} ${afternoon.test(half) ? 'PM' : 'AM'}`;
}

/** Two numbers before a year; `mark`: the only one between them, or null for any but the point. */
function parseNumeric(cell: string, first: 'day' | 'month', mark: '.' | null): number {
  const match = numeric.exec(cell);
  if (!match || (match[2] === '.') !== (mark === '.')) return NaN;
  const [, one = '', , two = '', year = ''] = match;
  // 1.2.21 is a version as well.
  if (mark === '.' && year.length === 2 && (one.length < 2 || two.length < 2)) return NaN;
  const [day, month] = first === 'day' ? [Number(one), Number(two)] : [Number(two), Number(one)];
  return dayMs(yearOf(year), month, day) + timeMs(match, 5) - zoneMs(match[10]);
}

/** Formats in which a date that stands alone may be read. */
const standingAlone = ['iso', 'day.month.year', 'month/day/year', 'day/month/year', 'named'] as const;

/** A date that stands alone: read only where one format fits it, or all that fit agree; else NaN. */
export function parseAnyDate(cell: string): number {
  const readings = new Set(standingAlone.map((format) => parseDate(cell, format)).filter(Number.isFinite));
  return readings.size === 1 ? ([...readings][0] ?? NaN) : NaN;
}

/** Formats that mean one day in a column of any format that has days. */
const clear = ['iso', 'named'] as const;
const withoutDays: ReadonlySet<DateFormat> = new Set(['time']);

/** A cell of a column that is mostly of a format: in it, or as a date that is clear by itself. */
export function readDate(cell: string, format: DateFormat): number {
  const read = parseDate(cell, format);
  if (read === read || withoutDays.has(format)) return read;
  for (const other of clear) {
    const value = parseDate(cell, other);
    if (value === value) return value;
  }
  return NaN;
}
