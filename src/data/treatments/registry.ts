// The coder of each kind of fitted feature, one line a kind. All code that fits or encodes a feature asks here.
import type { FittedKind } from '../../contract/data/fitted-features';
import { booleanFeature } from './boolean';
import { codesFeature } from './native/codes';
import { datePartsFeature } from './date-parts';
import { hashedFeature } from './hashed';
import { imageFeature } from './image-pixels';
import { levelsFeature } from './levels';
import { oneHotFeature } from './one-hot';
import { quantilesFeature } from './quantiles';
import { rawDateFeature } from './native/date';
import { rawNumberFeature } from './native/number';
import { scaledFeature, signedLog } from './scaled';
import { termsFeature } from './terms';
import type { FeatureCoder } from './treatment';
import { writtenMoments, writtenNumbers } from './written';

const coders: { [K in FittedKind]: FeatureCoder<K> } = {
  number: scaledFeature('number', writtenNumbers),
  log: scaledFeature('log', writtenNumbers, signedLog),
  quantiles: quantilesFeature,
  raw: rawNumberFeature,
  category: oneHotFeature,
  boolean: booleanFeature,
  levels: levelsFeature,
  hashed: hashedFeature,
  codes: codesFeature,
  datetime: scaledFeature('datetime', writtenMoments),
  'date-parts': datePartsFeature,
  'raw-date': rawDateFeature,
  terms: termsFeature,
  image: imageFeature,
};

/** The coder of a kind. */
export function coderOf(kind: FittedKind): FeatureCoder<FittedKind> {
  return coders[kind] as FeatureCoder<FittedKind>;
}
