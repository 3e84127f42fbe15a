// What a run learnt as an artifact of the store: what judges, serves and is exported.
import type { Calibration } from '../../contract/model/calibration/calibration';
import type { Artifact, FittedPreprocessing, NetArtifact, StateArtifact } from '../../contract/model/run';
import type { Recipe } from '../../contract/model/recipe';
import { canonicalJson } from '../../domain/hashing/canonical';
import type { FamilyOutcome } from '../../model/families/numerics';
import { packTensors, type NamedValues } from '../../model/net/serving/artifact';
import { putBlob } from '../../storage/chunks/chunks';
import { sha256Text } from '../../storage/chunks/hash';

type Described = Pick<Recipe, 'model' | 'task'>;

/** What is part of a model beside what its family learnt. `calibration` is absent where its outputs stay as they are. */
interface Around {
  preprocessing: FittedPreprocessing;
  calibration?: Calibration;
}

/** Stores what was learnt and names it by hash. */
export function storeArtifact(
  learnt: FamilyOutcome['learnt'],
  recipe: Described,
  around: Around,
): Promise<Artifact> {
  return learnt.kind === 'tensors'
    ? storeTensors(learnt.tensors, recipe, around)
    : storeState(learnt, recipe, around);
}

/** The hash is over model spec, task, tensors, chunks, preprocessing and calibration. */
async function storeTensors(
  weights: readonly NamedValues[],
  recipe: Described,
  around: Around,
): Promise<NetArtifact> {
  const { bytes, entries } = packTensors(weights);
  const chunks = await putBlob(bytes);
  const named = {
    model: recipe.model,
    task: recipe.task,
    tensors: entries,
    chunks: chunks.map((chunk) => chunk.sha256),
    ...around,
  };
  return {
    weights: chunks,
    tensors: entries,
    bytes: bytes.byteLength,
    ...around,
    sha256: await sha256Text(canonicalJson(named)),
  };
}

/** The hash is over model spec, task, chunks, preprocessing, facts and calibration. */
async function storeState(
  { bytes, facts }: Extract<FamilyOutcome['learnt'], { kind: 'state' }>,
  { model, task }: Described,
  around: Around,
): Promise<StateArtifact> {
  const state = await putBlob(bytes);
  const named = { model, task, chunks: state.map((chunk) => chunk.sha256), facts, ...around };
  return {
    family: model.family,
    state,
    bytes: bytes.byteLength,
    facts,
    ...around,
    sha256: await sha256Text(canonicalJson(named)),
  };
}
