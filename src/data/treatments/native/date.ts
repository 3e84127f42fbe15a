// Dates as those of their parts that vary in training, as they are, missing ones as NaN: for models that part a column by cuts, to which
// a place on a circle says nothing that the part does not.
import { rawDateParts, dateParts } from '../../../contract/data/fitted-features';
import { NumberSummary } from '../../profile/number-summary';
import { partsOfMoment } from '../date-parts';
import type { FeatureCoder, FittedOf } from '../treatment';
import { rangeWarning, readWritten, writtenMoments } from '../written';

type Parts = FittedOf<'raw-date'>;

const msPerDay = writtenMoments.unit;
const places = new Map(dateParts.map((part, place) => [part, place]));

function writeParts({ parts }: Parts, days: number, data: Float32Array, from: number): void {
  const values = Number.isNaN(days) ? null : partsOfMoment(days);
  parts.forEach((part, at) => (data[from + at] = values?.[places.get(part) ?? -1] ?? NaN));
}

export const rawDateFeature: FeatureCoder<'raw-date'> = {
  gather({ name, reading }) {
    const seen = rawDateParts.map(() => new NumberSummary(1));
    return {
      add({ values }, rows) {
        for (const row of rows) {
          const days = (values[row] ?? NaN) / msPerDay;
          if (Number.isNaN(days)) continue;
          const parts = partsOfMoment(days);
          rawDateParts.forEach((part, at) => seen[at]!.add(parts[places.get(part)!]!));
        }
      },
      finish({ date }) {
        const days = seen[rawDateParts.indexOf('days')]!;
        const wanted = rawDateParts.filter((part) => date?.encode === 'parts' || part === 'days');
        const parts = wanted.filter((part) => {
          const { min, max } = seen[rawDateParts.indexOf(part)]!;
          return max > min;
        });
        if (days.count === 0 || parts.length === 0) return null;
        const { min, max } = days;
        return {
          ...{ kind: 'raw-date', column: name, parts, min, max },
          ...(reading === undefined ? {} : { reading }),
        };
      },
    };
  },
  width: ({ parts }) => parts.length,
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
