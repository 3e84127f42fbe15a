// The coder of each kind of fitted feature, one line a kind. All code that fits or encodes a feature asks here.
import type { FittedKind } from '../../contract/data/fitted-features';
import { datePartsFeature } from './date-parts';
import { imageFeature } from './image-pixels';
import { oneHotFeature } from './one-hot';
import { scaledFeature } from './scaled';
import type { FeatureCoder } from './treatment';
import { writtenMoments, writtenNumbers } from './written';

const coders: { [K in FittedKind]: FeatureCoder<K> } = {
  number: scaledFeature('number', writtenNumbers),
  category: oneHotFeature,
  datetime: scaledFeature('datetime', writtenMoments),
  'date-parts': datePartsFeature,
  image: imageFeature,
};

/** The coder of a kind. */
export function coderOf(kind: FittedKind): FeatureCoder<FittedKind> {
  return coders[kind] as FeatureCoder<FittedKind>;
}
