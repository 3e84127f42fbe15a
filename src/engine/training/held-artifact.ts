// What was learnt as an artifact whose bytes are in memory and nowhere else: for predicting before anything is stored.
import type { Recipe } from '../../contract/model/recipe';
import type { FittedPreprocessing } from '../../contract/model/run';
import type { FamilyOutcome, StoredModel } from '../../model/families/numerics';
import { packTensors } from '../../model/net/serving/artifact';

/** The model, ready to be loaded by its family. */
export function heldModel(
  learnt: FamilyOutcome['learnt'],
  recipe: Recipe,
  preprocessing: FittedPreprocessing,
): StoredModel {
  const sha256 = '0'.repeat(64);
  if (learnt.kind === 'state') {
    const { bytes, facts } = learnt;
    const { family } = recipe.model;
    const artifact = { family, state: [], bytes: bytes.byteLength, preprocessing, facts, sha256 };
    return { recipe, artifact, bytes };
  }
  const { bytes, entries } = packTensors(learnt.tensors);
  const artifact = { weights: [], tensors: entries, bytes: bytes.byteLength, preprocessing, sha256 };
  return { recipe, artifact, bytes };
}
