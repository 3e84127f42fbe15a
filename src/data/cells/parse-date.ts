// Dates as files write them, to milliseconds since 1970. A time without a zone is taken as UTC, so that the same
// file gives the same numbers everywhere. Not for showing dates: i18n does that.

import { dateFormats, type DateFormat } from '../../contract/data/cell-reading';

const time = String.raw`(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?`;
const zone = String.raw`\s?(Z|UTC|[+-]\d{2}:?\d{2})?`;
const patterns: Record<DateFormat, RegExp> = {
  iso: new RegExp(String.raw`^(\d{4})([-/.年])(\d{1,2})(?:\2|月)(\d{1,2})日?${time}${zone}$`),
  'day.month.year': new RegExp(String.raw`^(\d{1,2})\.(\d{1,2})\.(\d{4})${time}$`),
  'month/day/year': new RegExp(String.raw`^(\d{1,2})[/-](\d{1,2})[/-](\d{4})${time}$`),
  'day/month/year': new RegExp(String.raw`^(\d{1,2})[/-](\d{1,2})[/-](\d{4})${time}$`),
};

/** Whether a cell could be a date at all: a cheap look before the patterns. */
export function looksLikeDate(cell: string): boolean {
  if (cell.length < 8 || cell.length > 40) return false;
  const first = cell.charCodeAt(0);
  const last = cell.charCodeAt(cell.length - 1);
  return (
    first >= 48 && first <= 57 && ((last >= 48 && last <= 57) || last === 90 || last === 67 || last > 127)
  );
}

const part = (match: RegExpExecArray, index: number): number => Number(match[index] ?? 0);

/** Milliseconds since 1970 of a trimmed cell in a format, or NaN; a 30 February is none. */
export function parseDate(cell: string, format: DateFormat): number {
  if (!looksLikeDate(cell)) return NaN;
  if (format === 'iso' && cell.length === 10) {
    const plain = parsePlainDay(cell);
    if (plain === plain) return plain;
  }
  const match = patterns[format].exec(cell);
  if (!match) return NaN;
  switch (format) {
    case 'iso':
      return moment(part(match, 1), part(match, 3), part(match, 4), match, 5) - zoneMs(match[9]);
    case 'month/day/year':
      return moment(part(match, 3), part(match, 1), part(match, 2), match, 4);
    case 'day.month.year':
    case 'day/month/year':
      return moment(part(match, 3), part(match, 2), part(match, 1), match, 4);
  }
}

const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** YYYY-MM-DD, the most frequent form, by arithmetic; NaN where it is not that. */
function parsePlainDay(cell: string): number {
  if (cell.charCodeAt(4) !== 45 || cell.charCodeAt(7) !== 45) return NaN;
  const year = digits(cell, 0, 4);
  const month = digits(cell, 5, 7);
  const day = digits(cell, 8, 10);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const last = (daysOfMonth[month - 1] ?? 0) + (leap && month === 2 ? 1 : 0);
  if (!(day >= 1 && day <= last)) return NaN;
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const days =
    before * 365 + leapDays + (daysBeforeMonth[month - 1] ?? 0) + (leap && month > 2 ? 1 : 0) + day - 1;
  return (days - daysBefore1970) * 86_400_000;
}
const daysBefore1970 = 719_162;

function digits(cell: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = cell.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

function moment(year: number, month: number, day: number, match: RegExpExecArray, timeAt: number): number {
  const [hour, minute, second] = [part(match, timeAt), part(match, timeAt + 1), part(match, timeAt + 2)];
  if (hour > 23 || minute > 59 || second > 59) return NaN;
  const date = new Date(0);
  // Date.UTC takes years under 100 as 19xx; setUTCFullYear does not.
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return NaN;
  const ms = Math.trunc(Number(`0.${match[timeAt + 3] ?? '0'}`) * 1000);
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + ms;
}

function zoneMs(zoneText: string | undefined): number {
  if (!zoneText || zoneText === 'Z' || zoneText === 'UTC') return 0;
  const minutes = Number(zoneText.slice(1, 3)) * 60 + Number(zoneText.slice(-2));
  return (zoneText.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** A date that stands alone: read only where one format fits it, or all that fit agree; else NaN. */
export function parseAnyDate(cell: string): number {
  const readings = new Set(dateFormats.map((format) => parseDate(cell, format)).filter(Number.isFinite));
  return readings.size === 1 ? ([...readings][0] ?? NaN) : NaN;
}
