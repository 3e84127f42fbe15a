// A category as one column of codes, missing as NaN: for models that divide levels into sets. Levels that training never saw, and those
// beyond the most frequent, share one code after the others; of an ordered column they are missing, since they have no place in its order.
import { mostCodes } from '../../../contract/data/fitted-features';
import { commonLevel, findLevel, placesOfCodes, rankedLevels } from '../level-of';
import type { FeatureCoder, FittedOf } from '../treatment';

type Codes = FittedOf<'codes'>;

/** What stands for a level without a code of its own. */
function otherOf({ categories, ordered }: Codes): number {
  return ordered ? NaN : categories.length;
}

export const codesFeature: FeatureCoder<'codes'> = {
  gather(column) {
    const { name, reading, logical, categories } = column;
    const counts = new Float64Array(categories.length);
    return {
      add({ codes }, rows) {
        for (const row of rows) {
          const code = codes[row] ?? -1;
          if (code >= 0) counts[code]!++;
        }
      },
      finish() {
        const ranked = rankedLevels(categories, counts);
        if (ranked.length === 0) return null;
        const ordered = logical === 'ordered';
        const kept = ordered ? [...categories] : ranked.slice(0, mostCodes).map((level) => level.name);
        return {
          ...{ kind: 'codes', column: name, categories: kept, ordered },
          ...(reading === undefined ? {} : { reading }),
        };
      },
    };
  },
  width: () => 1,
  sampleShape: () => null,
  prepare: ({ categories }, column) => placesOfCodes(categories, column.categories),
  encode(feature, { codes }, rows, { data, at: start, stride }, { prepared }) {
    const other = otherOf(feature);
    let at = start;
    for (const row of rows) {
      const code = codes[row] ?? -1;
      const place = prepared?.[code] ?? -1;
      data[at] = code < 0 ? NaN : place < 0 ? other : place;
      at += stride;
    }
  },
  write(feature, raw, data, at) {
    const { place, warning } = findLevel(feature, typeof raw === 'number' ? String(raw) : raw);
    data[at] = warning === 'missing' ? NaN : place < 0 ? otherOf(feature) : place;
    return warning;
  },
  signature: ({ categories }, profile) => ({ categories, example: commonLevel(categories, profile) }),
};
