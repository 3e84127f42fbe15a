// Dates as features: the parts of a moment (UTC) that vary in training, each standardised, and its place in the year, the week and the
// day on a circle, so that December lies beside January. A missing date has the mean of every part, and a column that says so.
import { dateParts, type DatePart } from '../../contract/data/fitted-features';
import { NumberSummary } from '../profile/number-summary';
import type { FeatureCoder, FittedOf } from './treatment';
import { rangeWarning, readWritten, writtenMoments } from './written';

type Parts = FittedOf<'date-parts'>;

const msPerDay = writtenMoments.unit;
/** A sine that should be 0 is 1e-16: smaller ranges than this are none. */
const noRange = 1e-9;

const circle = (turn: number): [sine: number, cosine: number] => {
  const angle = 2 * Math.PI * turn;
  return [Math.sin(angle), Math.cos(angle)];
};

/** Every part of a moment, in the order of `dateParts`: months from 1, weekdays from Monday as 0, days since 1970. */
export function partsOfMoment(days: number): number[] {
  const date = new Date(Math.round(days * msPerDay));
  const month = date.getUTCMonth() + 1;
  const weekday = (date.getUTCDay() + 6) % 7;
  const hour = date.getUTCHours();
  return [
    ...[date.getUTCFullYear(), month, weekday, hour, days],
    ...[...circle(month / 12), ...circle(weekday / 7), ...circle(hour / 24)],
  ];
}

/** Of parts as numbers the standard scale; of sines and cosines, which are between −1 and 1, none. */
function fitPart(part: DatePart, seen: NumberSummary): Parts['parts'] {
  if (!(seen.max - seen.min > noRange)) return [];
  const isCycle = part.endsWith('sine');
  const [shift, scale] = isCycle ? [0, 1] : [seen.mean, seen.stdDev || 1];
  return [{ part, impute: seen.mean, shift, scale }];
}

const places = new Map(dateParts.map((part, place) => [part, place]));

function writeParts(
  { parts, missingIndicator }: Parts,
  days: number,
  data: Float32Array,
  from: number,
): void {
  const missing = Number.isNaN(days);
  const values = missing ? null : partsOfMoment(days);
  let at = from;
  for (const { part, impute, shift, scale } of parts)
    data[at++] = ((values?.[places.get(part) ?? -1] ?? impute) - shift) / scale;
  if (missingIndicator) data[at] = missing ? 1 : 0;
}

export const datePartsFeature: FeatureCoder<'date-parts'> = {
  gather({ name, reading }) {
    const seen = dateParts.map(() => new NumberSummary(1));
    let missing = 0;
    const at = dateParts.indexOf('days');
    return {
      add({ values }, rows) {
        for (const row of rows) {
          const days = (values[row] ?? NaN) / msPerDay;
          if (Number.isNaN(days)) missing++;
          else partsOfMoment(days).forEach((value, part) => seen[part]?.add(value));
        }
      },
      finish(spec) {
        const days = seen[at];
        const parts = dateParts.flatMap((part, index) => fitPart(part, seen[index] ?? new NumberSummary(1)));
        const missingIndicator = spec.number.missingIndicator && missing > 0;
        if (!days?.count || (parts.length === 0 && !missingIndicator)) return null;
        const { min, max } = days;
        const learnt = { kind: 'date-parts' as const, column: name, parts, missingIndicator, min, max };
        return reading === undefined ? learnt : { ...learnt, reading };
      },
    };
  },
  width: ({ parts, missingIndicator }) => parts.length + (missingIndicator ? 1 : 0),
  sampleShape: () => null,
  encode(feature, { values }, rows, { data, at: start, stride }) {
    let at = start;
    for (const row of rows) {
      writeParts(feature, (values[row] ?? NaN) / msPerDay, data, at);
      at += stride;
    }
  },
  write(feature, raw, data, at) {
    const read = readWritten(writtenMoments, feature, raw);
    writeParts(feature, read.value, data, at);
    return rangeWarning(read, feature);
  },
  signature: ({ min, max }, profile) => ({
    range: [min * msPerDay, max * msPerDay],
    example: profile?.number?.median ?? ((min + max) / 2) * msPerDay,
  }),
};
