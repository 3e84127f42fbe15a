// Categories in a fixed number of columns: a hash of the level's name says in which, and with which sign, as scikit-learn's
// FeatureHasher has it. Levels that training never saw, and missing ones, are all zeros.
import { hashedWidth } from '../../contract/data/fitted-features';
import { murmur3 } from '../../domain/hashing/murmur3';
import { commonLevel, findLevel, placesOfCodes, rankedLevels } from './level-of';
import type { FeatureCoder, FittedOf } from './treatment';

type Hashed = FittedOf<'hashed'>;

const places = new WeakMap<readonly string[], { at: number; sign: number }[]>();

function placesOf({ categories, width }: Hashed): { at: number; sign: number }[] {
  const known = places.get(categories) ?? categories.map((name) => placeOf(name, width));
  places.set(categories, known);
  return known;
}

function placeOf(name: string, width: number): { at: number; sign: number } {
  const hash = murmur3(name);
  return { at: Math.abs(hash) % width, sign: hash < 0 ? -1 : 1 };
}

export const hashedFeature: FeatureCoder<'hashed'> = {
  gather(column) {
    const counts = new Float64Array(column.categories.length);
    return {
      add({ codes }, rows) {
        for (const row of rows) {
          const code = codes[row] ?? -1;
          if (code >= 0) counts[code]!++;
        }
      },
      finish({ category }) {
        const categories = rankedLevels(column.categories, counts).map(({ name }) => name);
        if (categories.length === 0) return null;
        const { name, reading } = column;
        const width = Math.min(hashedWidth, category.maxCategories);
        return {
          kind: 'hashed',
          column: name,
          categories,
          width,
          ...(reading === undefined ? {} : { reading }),
        };
      },
    };
  },
  width: ({ width }) => width,
  sampleShape: () => null,
  prepare: ({ categories }, column) => placesOfCodes(categories, column.categories),
  encode(feature, { codes }, rows, { data, at: start, stride }, { prepared }) {
    const known = placesOf(feature);
    let at = start;
    for (const row of rows) {
      data.fill(0, at, at + feature.width);
      const place = known[prepared?.[codes[row] ?? -1] ?? -1];
      if (place) data[at + place.at] = place.sign;
      at += stride;
    }
  },
  write(feature, raw, data, at) {
    const { place, warning } = findLevel(feature, raw);
    data.fill(0, at, at + feature.width);
    const known = placesOf(feature)[place];
    if (known) data[at + known.at] = known.sign;
    return warning;
  },
  signature: ({ categories }, profile) => ({ categories, example: commonLevel(categories, profile) }),
};
