// Final weights as an artifact of the store: what judges, serves and is exported.
import type { Artifact, FittedPreprocessing } from '../../contract/model/run';
import type { Recipe } from '../../contract/model/recipe';
import { canonicalJson } from '../../domain/canonical';
import { packTensors, type NamedValues } from '../../model/net/serving/artifact';
import { putBlob } from '../../storage/chunks';
import { sha256Text } from '../../storage/hash';

/** Stores weights and names them by hash: model spec, task, tensors, chunks and preprocessing. */
export async function storeArtifact(
  weights: readonly NamedValues[],
  recipe: Pick<Recipe, 'model' | 'task'>,
  preprocessing: FittedPreprocessing,
): Promise<Artifact> {
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
