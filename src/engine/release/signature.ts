// What a version takes and gives: read from its fitted preprocessing, with examples from the data's profile.
import type { DatasetVersion } from '../../contract/data/dataset';
import type { Judgement } from '../../contract/model/judgement';
import { typeOfFitted, type FittedFeature } from '../../contract/data/fitted-features';
import type { FittedPreprocessing } from '../../contract/model/run';
import { coderOf } from '../../data/treatments/registry';
import type { Signature, SignatureInput } from '../../contract/release/version';

/** The signature of a fitted model. */
export function signatureOf(
  { features, target }: FittedPreprocessing,
  dataset: Pick<DatasetVersion, 'profiles' | 'columns'>,
  judgement: Judgement,
): Signature {
  return {
    inputs: onceEach(features).map((feature) => inputOf(feature, dataset)),
    output: {
      name: target.column,
      classes: target.kind === 'classes' ? target.classes : [],
      // One half where there are no classes: part of the hash of versions.
      threshold: judgement.kind === 'classification' ? judgement.threshold : 0.5,
    },
  };
}

/** One feature of each column: a model that is made of others may encode one in several ways. */
function onceEach(features: readonly FittedFeature[]): FittedFeature[] {
  const byColumn = new Map<string, FittedFeature>();
  for (const feature of features) if (!byColumn.has(feature.column)) byColumn.set(feature.column, feature);
  return [...byColumn.values()];
}

function inputOf(
  feature: FittedFeature,
  { profiles, columns }: Pick<DatasetVersion, 'profiles' | 'columns'>,
): SignatureInput {
  const column = columns.find(({ name }) => name === feature.column);
  const logical = column?.logical;
  const profile = profiles.find(({ name }) => name === feature.column);
  return {
    ...{
      name: feature.column,
      type: typeOfFitted(feature),
      ...(logical === undefined || logical === column?.type ? {} : { logical }),
      categories: [],
      shape: null,
      range: null,
      example: null,
    },
    ...coderOf(feature.kind).signature(feature, profile),
  };
}
