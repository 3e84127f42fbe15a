// A category as a feature: one column for each of the most frequent categories, one for "other or missing" (one-hot).
import { isMissingToken } from '../cells/missing';
import { levelFinder, type LevelFinder } from '../cells/near-levels';
import type { FeatureCoder } from './treatment';

const finders = new WeakMap<readonly string[], LevelFinder>();

/** Built once for a fitted feature: a host may ask many rows a second. */
function finderOf(categories: readonly string[]): LevelFinder {
  const known = finders.get(categories);
  if (known) return known;
  const made = levelFinder(categories);
  finders.set(categories, made);
  return made;
}

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
        const ranked = column.categories
          .map((name, code) => ({ name, count: counts[code] ?? 0 }))
          .filter(({ count }) => count > 0)
          .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
        if (ranked.length === 0) return null;
        const categories = ranked.slice(0, spec.category.maxCategories).map(({ name }) => name);
        const { name, reading } = column;
        return { kind: 'category', column: name, categories, ...(reading === undefined ? {} : { reading }) };
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
  write({ categories, reading }, raw, data, at) {
    const written = raw === null || raw instanceof Uint8Array ? '' : String(raw);
    const text = written.trim();
    const { index, isExact } = finderOf(categories)(text);
    const isMissing = !isExact && (isMissingToken(text) || reading?.missing.includes(text) === true);
    data[at + (index < 0 || isMissing ? categories.length : index)] = 1;
    if (isMissing) return 'missing';
    if (index < 0) return 'unknown_category';
    return isExact && text === written ? null : 'adapted';
  },
  signature({ categories }, profile) {
    // The most frequent value that the model knows; a rare one may have been folded into "other".
    const common = profile?.top.find(({ value }) => categories.includes(value));
    return { categories, example: common?.value ?? categories[0] ?? null };
  },
};
