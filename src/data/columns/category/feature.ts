// A category as a feature: one column for each of the most frequent categories, one for "other or missing" (one-hot).
import { isMissingToken } from '../../cells/missing';
import type { FeatureCoder } from '../column-type';

export const categoryFeature: FeatureCoder<'category'> = {
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
        const ranked = column.categories
          .map((name, code) => ({ name, count: counts[code] ?? 0 }))
          .filter(({ count }) => count > 0)
          .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
        if (ranked.length === 0) return null;
        const categories = ranked.slice(0, spec.category.maxCategories).map(({ name }) => name);
        return { kind: 'category', column: column.name, categories };
      },
    };
  },
  width: ({ categories }) => categories.length + 1,
  sampleShape: () => null,
  /** Position of each category code among the fitted categories; the last position is "other or missing". */
  prepare(feature, column) {
    const order = new Map(feature.categories.map((name, index) => [name, index]));
    return Int32Array.from(column.categories, (name) => order.get(name) ?? feature.categories.length);
  },
  encode({ categories }, { codes }, rows, { data, at: start, stride }, positions) {
    const other = categories.length;
    let at = start;
    for (const row of rows) {
      data.fill(0, at, at + other + 1);
      data[at + (positions?.[codes[row] ?? -1] ?? other)] = 1;
      at += stride;
    }
  },
  write({ categories }, raw, data, at) {
    const text = raw === null || raw instanceof Uint8Array ? '' : String(raw).trim();
    const position = categories.indexOf(text);
    data[at + (position < 0 ? categories.length : position)] = 1;
    if (position >= 0) return null;
    return isMissingToken(text) ? 'missing' : 'unknown_category';
  },
  signature({ categories }, profile) {
    // The most frequent value that the model knows; a rare one may have been folded into "other".
    const common = profile?.top.find(({ value }) => categories.includes(value));
    return { categories, example: common?.value ?? categories[0] ?? null };
  },
};
