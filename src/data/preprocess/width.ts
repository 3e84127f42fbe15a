// How wide each fitted feature becomes in the encoded sample.
import type { FittedFeature, FittedPreprocessing } from '../../contract/model/run';

/** Encoded columns of one feature. */
export function widthOf(feature: FittedFeature): number {
  switch (feature.kind) {
    case 'number':
    case 'datetime':
      return feature.missingIndicator ? 2 : 1;
    case 'category':
      return feature.categories.length + 1;
    case 'image':
      return feature.shape[0] * feature.shape[1] * feature.shape[2];
  }
}

/** Float32 values of one encoded sample. */
export function featureWidth(fitted: Pick<FittedPreprocessing, 'features'>): number {
  return fitted.features.reduce((sum, feature) => sum + widthOf(feature), 0);
}
