// Dates whose month is a word, in English, German or Chinese: 01-Jan-2020, Mar 5, 2021 3:04 pm, 5. März 2021, Tue, 05 Jan 2021 10:00:00 GMT, Dec-2015.
import { dayMs, maybeTime, maybeZone, timeMs, timeOfDay, yearOf, zoneMs } from './moment';

const months: readonly string[] = [
  'jan january januar jän jaen jänner jaenner 一月',
  'feb february februar 二月',
  'mar march mär märz mrz maerz 三月',
  'apr april 四月',
  'may mai 五月',
  'jun june juni 六月',
  'jul july juli 七月',
  'aug august 八月',
  'sep sept september 九月',
  'oct october okt oktober 十月',
  'nov november 十一月',
  'dec december dez dezember 十二月',
];
const monthOf = new Map(months.flatMap((names, index) => names.split(' ').map((name) => [name, index + 1])));

const weekday = String.raw`(?:\p{L}{2,10}\.?,?\s+)?`;
const word = String.raw`(\p{L}{1,10})\.?`;
const day = String.raw`(\d{1,2})(?:st|nd|rd|th|\.)?`;
const year = String.raw`(\d{4}|\d{2})`;
const between = String.raw`[-/.,\s]*`;
/** SAS writes 05JAN2021:10:00:00. */
const time = String.raw`(?:(?:,?\s+(?:at\s+|um\s+)?|T|:)${timeOfDay})?`;

/** Each form, and the group of year, month, day and hour; a day of 0 is the first. */
const forms: readonly {
  shape: RegExp;
  year: number;
  month: number;
  day: number;
  hour: number;
  zone: number;
}[] = [
  {
    shape: new RegExp(
      `^${weekday}${day}${between}(?:of\\s+)?${word}${between}${year}${time}${maybeZone}$`,
      'iu',
    ),
    ...{ day: 1, month: 2, year: 3, hour: 4, zone: 9 },
  },
  {
    shape: new RegExp(`^${weekday}${word}[-/.\\s]*${day}[-/,\\s]+${year}${time}${maybeZone}$`, 'iu'),
    ...{ month: 1, day: 2, year: 3, hour: 4, zone: 9 },
  },
  {
    shape: new RegExp(`^(\\d{4})${between}${word}${between}(\\d{1,2})${maybeTime}${maybeZone}$`, 'iu'),
    ...{ year: 1, month: 2, day: 3, hour: 4, zone: 9 },
  },
  // ctime, and what some services write: Wed Aug 27 13:08:45 +0000 2008
  {
    shape: new RegExp(`^${weekday}${word}\\s+${day}\\s+${timeOfDay}${maybeZone}\\s+(\\d{4})$`, 'iu'),
    ...{ month: 1, day: 2, hour: 3, zone: 8, year: 9 },
  },
  {
    shape: new RegExp(`^${word}[-/.,\\s]*(\\d{4})$`, 'iu'),
    ...{ month: 1, year: 2, day: 0, hour: 3, zone: 8 },
  },
  { shape: new RegExp(`^${word}[-'’](\\d{2})$`, 'iu'), ...{ month: 1, year: 2, day: 0, hour: 3, zone: 8 } },
  {
    shape: new RegExp(`^(\\d{4})[-/.\\s]*${word}$`, 'iu'),
    ...{ year: 1, month: 2, day: 0, hour: 3, zone: 8 },
  },
];
const hasBoth = /^(?=.*\d{2})(?=.*\p{L}{2})/u;

/** Milliseconds since 1970, or NaN. */
export function parseNamed(cell: string): number {
  if (!hasBoth.test(cell)) return NaN;
  for (const form of forms) {
    const match = form.shape.exec(cell);
    const month = match && monthOf.get((match[form.month] ?? '').toLowerCase());
    if (!month) continue;
    const dayOf = form.day === 0 ? 1 : Number(match[form.day]);
    return (
      dayMs(yearOf(match[form.year] ?? ''), month, dayOf) +
      timeMs(match, form.hour) -
      zoneMs(match[form.zone])
    );
  }
  return NaN;
}
