// A category as a feature: one column for each of the most frequent categories, one for "other or missing" (one-hot).
import { commonLevel, findLevel, placesOfCodes, rankedLevels } from './level-of';
import type { FeatureCoder } from './treatment';

export const oneHotFeature: FeatureCoder<'category'> = {
  gather(column) {
    const counts = new Float64Array(column.categories.length);
    return {
      add({ codes }, rows) {
        for (const row of rows) {
          const code = codes[row] ?? -1;
          if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
        }
      },
      finish(spec) {
        const ranked = rankedLevels(column.categories, counts);
        if (ranked.length === 0) return null;
        const categories = ranked.slice(0, spec.category.maxCategories).map(({ name }) => name);
        const { name, reading } = column;
        return { kind: 'category', column: name, categories, ...(reading === undefined ? {} : { reading }) };
      },
    };
  },
  width: ({ categories }) => categories.length + 1,
  sampleShape: () => null,
  prepare: ({ categories }, column) => placesOfCodes(categories, column.categories),
  encode({ categories }, { codes }, rows, { data, at: start, stride }, { prepared }) {
    const other = categories.length;
    let at = start;
    for (const row of rows) {
      data.fill(0, at, at + other + 1);
      const place = prepared?.[codes[row] ?? -1] ?? -1;
      data[at + (place < 0 ? other : place)] = 1;
      at += stride;
    }
  },
  write(feature, raw, data, at) {
    const { place, warning } = findLevel(feature, raw);
    data[at + (place < 0 ? feature.categories.length : place)] = 1;
    return warning;
  },
  signature: ({ categories }, profile) => ({ categories, example: commonLevel(categories, profile) }),
};
