// Whether plain numbers are moments: digits of dates in a row, or seconds or milliseconds since 1970. Only where range or name leave no doubt.
import type { DateFormat } from '../../../contract/data/cell-reading';
import { parseDate } from '../../cells/parse-date';
import { histogramEdges } from '../../profile/histogram';
import { quantile } from '../../profile/reservoir';

/** So many different numbers that all are days of the calendar are no chance: of random ones under one in a hundred is. */
const enough = 20;
/** Share of the numbers that must be moments; the others become missing, each with a notice. */
const mostMust = 0.98;
const dateWords = new Set(
  (
    'date dates datetime day time times timestamp timestamps ts epoch unix unixtime created updated modified when at on utc dt month period ' +
    'yyyymmdd yyyymm datum tag zeit zeitpunkt zeitstempel uhrzeit erstellt geändert stichtag monat'
  ).split(' '),
);
const dateEnd = /(?:date|time|timestamp|datum|zeit|stempel|日期|时间|时间戳|年月日|年月|时刻)$/i;

function isNamedLikeADate(name: string): boolean {
  const words = name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u);
  return dateEnd.test(name.trim()) || words.some((word) => dateWords.has(word));
}

/** The format in which numbers are moments, with the edges of their histogram; null where they are numbers. */
export function countedFormat(
  sample: Float64Array,
  name: string,
): { format: DateFormat; edges: number[] } | null {
  const [least = NaN, most = NaN] = [quantile(sample, 0.02), quantile(sample, 0.98)];
  const isNamed = isNamedLikeADate(name);
  const formats: DateFormat[] = [];
  if (least >= 190_001 && (isNamed || (least >= 19_000_101 && new Set(sample).size >= enough)))
    formats.push('compact');
  if (isNamed && least >= 315_532_800 && most <= 4_102_444_800) formats.push('epoch-seconds');
  if (isNamed && least >= 315_532_800_000) formats.push('epoch-milliseconds');
  for (const format of formats) {
    const values = Float64Array.from(sample, (value) => parseDate(String(value), format)).filter(
      Number.isFinite,
    );
    if (values.length >= sample.length * mostMust) return { format, edges: histogramEdges(values.sort()) };
  }
  return null;
}
