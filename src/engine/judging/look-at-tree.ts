// One tree of a run, and the way of a test row through it.
import { splitCodes } from '../../contract/data/split-codes';
import type { TreeExplanation, TreeLook } from '../../contract/model/explanation';
import { artifactChunks, type Run } from '../../contract/model/run';
import { HearthError } from '../../contract/transport/fault';
import { numericsOf } from '../../model/families/numerics';
import { getBlob } from '../../storage/chunks/chunks';
import { getRun } from '../../storage/runs';
import { readEncoded } from '../dataset/split/split-rows';
import { loadRunData } from '../training/run-data';

/** Null where the model has no trees, or its weights were deleted. Throws `input_invalid` for a tree or a test row that is not there. */
export async function lookAtTree(
  runId: string,
  { tree, testRow }: TreeLook,
  signal: AbortSignal,
): Promise<TreeExplanation | null> {
  const run = await getRun(runId);
  const { recipe, artifact } = run;
  const { lookAtTree: look } = await numericsOf(recipe);
  if (!artifact || !look) return null;
  const model = { recipe, artifact, bytes: await getBlob(artifactChunks(artifact)) };
  const found = testRow === null ? null : await sampleOf(run, testRow, signal);
  const { path, ...looked } = await look(model, tree, found?.sample ?? null);
  if (!path || !found || testRow === null) return { ...looked, path: null };
  return { ...looked, path: { ...path, testRow, testRows: found.testRows, row: found.row } };
}

/** A test row as the model sees it. */
async function sampleOf(
  { projectId, recipe, artifact }: Run,
  testRow: number,
  signal: AbortSignal,
): Promise<{ sample: Float32Array; row: number; testRows: number }> {
  const data = await loadRunData(projectId, recipe, artifact?.preprocessing ?? null, signal);
  const { assignment, partition } = data;
  let at = -1;
  const row = assignment.findIndex((part) => part === splitCodes.test && ++at === testRow);
  if (row < 0) throw new HearthError('input_invalid', { field: 'testRow' }, { found: testRow });
  for await (const { features } of readEncoded(data, (each) => each === row, 1))
    return { sample: features, row, testRows: partition.counts.test };
  throw new HearthError('storage_damaged', { field: 'partition' });
}
