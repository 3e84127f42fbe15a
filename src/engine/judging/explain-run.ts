// What a run's model learnt, as its family says it.
import type { Explanation, TreeLook } from '../../contract/model/explanation';
import { artifactChunks } from '../../contract/model/run';
import { numericsOf } from '../../model/families/numerics';
import { getBlob } from '../../storage/chunks/chunks';
import { getRun } from '../../storage/runs';

/** Null where the family has no form that a person can read, or the weights were deleted. */
export async function explainRun(
  runId: string,
  look: TreeLook | undefined,
  signal: AbortSignal,
): Promise<Explanation | null> {
  if (look) return (await import('./look-at-tree')).lookAtTree(runId, look, signal);
  const { recipe, artifact } = await getRun(runId);
  const { explain } = await numericsOf(recipe);
  if (!artifact || !explain) return null;
  return explain({ recipe, artifact, bytes: await getBlob(artifactChunks(artifact)) });
}
