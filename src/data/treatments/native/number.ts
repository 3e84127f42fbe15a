// Numbers as they are, missing ones as NaN: for models that part a column by cuts and have a place for what is missing.
import { NumberSummary } from '../../profile/number-summary';
import type { FeatureCoder } from '../treatment';
import { rangeWarning, readWritten, writtenNumbers } from '../written';

export const rawNumberFeature: FeatureCoder<'raw'> = {
  gather({ name, reading }) {
    const numbers = new NumberSummary(1);
    return {
      add({ values }, rows) {
        for (const row of rows) {
          const value = values[row] ?? NaN;
          if (!Number.isNaN(value)) numbers.add(value);
        }
      },
      finish() {
        if (numbers.count === 0) return null;
        const { min, max } = numbers;
        return { kind: 'raw', column: name, min, max, ...(reading === undefined ? {} : { reading }) };
      },
    };
  },
  width: () => 1,
  sampleShape: () => null,
  encode(_feature, { values }, rows, { data, at: start, stride }) {
    let at = start;
    for (const row of rows) {
      data[at] = values[row] ?? NaN;
      at += stride;
    }
  },
  write(feature, raw, data, at) {
    const read = readWritten(writtenNumbers, feature, raw);
    data[at] = read.value;
    return rangeWarning(read, feature);
  },
  signature: ({ min, max, reading }, profile) => ({
    ...(reading?.unit ? { unit: reading.unit.text } : {}),
    range: [min, max],
    example: profile?.number?.median ?? (min + max) / 2,
  }),
};
