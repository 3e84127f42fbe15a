// True or false as one column of 1 or 0. What is missing, or neither, takes the share of the true ones among the training rows.
import { truthOf } from '../../domain/columns/truth';
import { commonLevel, findLevel, placesOfCodes } from './level-of';
import type { FeatureCoder, FittedOf } from './treatment';

type Truth = FittedOf<'boolean'>;

function write(feature: Truth, place: number, data: Float32Array, at: number): void {
  data[at] = feature.truth[place] ?? feature.impute;
  if (feature.missingIndicator) data[at + 1] = place < 0 ? 1 : 0;
}

export const booleanFeature: FeatureCoder<'boolean'> = {
  gather({ name, categories, reading }) {
    const truth = truthOf(categories);
    let [present, isTrue, missing] = [0, 0, 0];
    return {
      add({ codes }, rows) {
        for (const row of rows) {
          const known = truth[codes[row] ?? -1];
          if (known === undefined) missing++;
          else {
            present++;
            isTrue += known;
          }
        }
      },
      finish({ number }) {
        if (present === 0) return null;
        return {
          ...{ kind: 'boolean', column: name, categories: [...categories], truth },
          impute: isTrue / present,
          missingIndicator: number.missingIndicator && missing > 0,
          ...(reading === undefined ? {} : { reading }),
        };
      },
    };
  },
  width: ({ missingIndicator }) => (missingIndicator ? 2 : 1),
  sampleShape: () => null,
  prepare: ({ categories }, column) => placesOfCodes(categories, column.categories),
  encode(feature, { codes }, rows, { data, at: start, stride }, { prepared }) {
    let at = start;
    for (const row of rows) {
      write(feature, prepared?.[codes[row] ?? -1] ?? -1, data, at);
      at += stride;
    }
  },
  write(feature, raw, data, at) {
    const { place, warning } = findLevel(feature, typeof raw === 'number' ? String(raw) : raw);
    write(feature, place, data, at);
    return warning;
  },
  signature: ({ categories }, profile) => ({ categories, example: commonLevel(categories, profile) }),
};
