// What a version takes and gives: read from its fitted preprocessing, with examples from the data's profile.
import type { DatasetVersion } from '../../contract/data/dataset';
import type { Judgement } from '../../contract/model/judgement';
import type { FittedFeature } from '../../contract/data/column-types';
import type { FittedPreprocessing } from '../../contract/model/run';
import type { Signature, SignatureInput } from '../../contract/release/version';

/** The signature of a fitted model. */
export function signatureOf(
  { features, target }: FittedPreprocessing,
  dataset: Pick<DatasetVersion, 'profiles'>,
  judgement: Pick<Judgement, 'threshold'>,
): Signature {
  return {
    inputs: features.map((feature) => inputOf(feature, dataset)),
    output: {
      name: target.column,
      classes: target.kind === 'classes' ? target.classes : [],
      threshold: judgement.threshold,
    },
  };
}

function inputOf(feature: FittedFeature, { profiles }: Pick<DatasetVersion, 'profiles'>): SignatureInput {
  const profile = profiles.find(({ name }) => name === feature.column);
  const plain = { name: feature.column, categories: [], shape: null, range: null, example: null };
  switch (feature.kind) {
    case 'number':
    case 'datetime':
      return {
        ...plain,
        type: feature.kind,
        range: [feature.min, feature.max],
        example: profile?.number?.median ?? feature.impute,
      };
    case 'category': {
      // The most frequent value that the model knows; a rare one may have been folded into "other".
      const common = profile?.top.find(({ value }) => feature.categories.includes(value));
      const example = common?.value ?? feature.categories[0] ?? null;
      return { ...plain, type: 'category', categories: feature.categories, example };
    }
    case 'image':
      return { ...plain, type: 'image', shape: feature.shape };
  }
}
