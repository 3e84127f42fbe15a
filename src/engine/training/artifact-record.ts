// What a run learnt as an artifact of the store: what judges, serves and is exported.
import type { Artifact, FittedPreprocessing, NetArtifact, StateArtifact } from '../../contract/model/run';
import type { Recipe } from '../../contract/model/recipe';
import { canonicalJson } from '../../domain/hashing/canonical';
import type { FamilyOutcome } from '../../model/families/numerics';
import { packTensors, type NamedValues } from '../../model/net/serving/artifact';
import { putBlob } from '../../storage/chunks/chunks';
import { sha256Text } from '../../storage/chunks/hash';

type Described = Pick<Recipe, 'model' | 'task'>;

/** Stores what was learnt and names it by hash. */
export function storeArtifact(
  learnt: FamilyOutcome['learnt'],
  recipe: Described,
  preprocessing: FittedPreprocessing,
): Promise<Artifact> {
  return learnt.kind === 'tensors'
    ? storeTensors(learnt.tensors, recipe, preprocessing)
    : storeState(learnt, recipe, preprocessing);
}

/** The hash is over model spec, task, tensors, chunks and preprocessing. */
async function storeTensors(
  weights: readonly NamedValues[],
  recipe: Described,
  preprocessing: FittedPreprocessing,
): Promise<NetArtifact> {
  const { bytes, entries } = packTensors(weights);
  const chunks = await putBlob(bytes);
  const named = {
    model: recipe.model,
    task: recipe.task,
    tensors: entries,
    chunks: chunks.map((chunk) => chunk.sha256),
    preprocessing,
  };
  return {
    weights: chunks,
    tensors: entries,
    bytes: bytes.byteLength,
    preprocessing,
    sha256: await sha256Text(canonicalJson(named)),
  };
}

/** The hash is over model spec, task, chunks, preprocessing and facts. */
async function storeState(
  { bytes, facts }: Extract<FamilyOutcome['learnt'], { kind: 'state' }>,
  { model, task }: Described,
  preprocessing: FittedPreprocessing,
): Promise<StateArtifact> {
  const state = await putBlob(bytes);
  const named = { model, task, chunks: state.map((chunk) => chunk.sha256), preprocessing, facts };
  return {
    family: model.family,
    state,
    bytes: bytes.byteLength,
    preprocessing,
    facts,
    sha256: await sha256Text(canonicalJson(named)),
  };
}
