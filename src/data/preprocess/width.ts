// How wide each fitted feature becomes in the encoded sample.
import type { FittedFeature } from '../../contract/data/fitted-features';
import type { FittedPreprocessing } from '../../contract/model/run';
import { coderOf } from '../treatments/registry';

/** Encoded columns of one feature. */
export function widthOf(feature: FittedFeature): number {
  return coderOf(feature.kind).width(feature);
}

/** Float32 values of one encoded sample. */
export function featureWidth(fitted: Pick<FittedPreprocessing, 'features'>): number {
  return fitted.features.reduce((sum, feature) => sum + widthOf(feature), 0);
}
