// The hashes that name records: each formula once, over canonical JSON, so that anyone can compute them again.
import type { Column, Partition, RowGroup } from '../contract/data/dataset';
import type { Snapshot } from '../contract/project/evaluation';
import type { Recipe } from '../contract/model/recipe';
import type { ModelVersion } from '../contract/release/version';
import { canonicalJson } from '../domain/hashing/canonical';
import { sha256Now } from '../domain/hashing/sha256';
import { sha256Text } from './chunks/hash';
import { checkContent, contentState } from './registry/content-hash';

/** Of a dataset version: its columns and every group's chunk. */
export function datasetSha256(dataset: { columns: Column[]; groups: RowGroup[] }): Promise<string> {
  return sha256Text(
    canonicalJson({ columns: dataset.columns, chunks: dataset.groups.map((group) => group.chunk.sha256) }),
  );
}

/** What decides a partition. */
export interface PartitionKey {
  dataset: Pick<Recipe['dataset'], 'sha256'>;
  task: Recipe['task'];
  target: Recipe['target'];
  /** Another positive class asks for another baseline, so it is another partition. */
  positive?: Recipe['positive'] | undefined;
  features: Recipe['features'];
  split: Recipe['split'];
}

/** Name of the partition that a recipe, or a data plan, asks for. Features count: leakage is checked over them. */
export function partitionSha256(key: PartitionKey): Promise<Partition['sha256']> {
  const { dataset, task, target, positive, features, split } = key;
  const chosen = positive === undefined ? {} : { positive };
  return sha256Text(canonicalJson({ dataset: dataset.sha256, task, target, ...chosen, features, split }));
}

/** Of a recipe: all that decides the run. Its data counts by content, not by the id it has in this store. */
export function recipeSha256({ dataset, ...recipe }: Recipe): Promise<string> {
  return sha256Text(canonicalJson({ ...recipe, dataset: dataset.sha256 }));
}

/** Of a model version: signature, weights and all that shaped them, recipe, judgement. */
export async function versionSha256(
  version: Pick<ModelVersion, 'signature' | 'artifact' | 'recipe' | 'judgementId'>,
): Promise<string> {
  return sha256Text(
    canonicalJson({
      signature: version.signature,
      artifact: version.artifact.sha256,
      recipe: await recipeSha256(version.recipe),
      judgement: version.judgementId,
    }),
  );
}

/** Of a snapshot: its readings, without the moment they were taken, the weights, and the stage where it has one. */
export function snapshotSha256(snapshot: Measured): Promise<string> {
  return sha256Text(measuredText(snapshot));
}

type Measured = Pick<Snapshot, 'readings' | 'dimensions' | 'stage'>;

function measuredText({ readings, dimensions, stage }: Measured): string {
  return canonicalJson({
    readings: readings.map(({ takenAt: _, ...reading }) => reading),
    weights: dimensions.map(({ dimension, weight }) => ({ dimension, weight })),
    ...(stage ? { stage } : {}),
  });
}

/** Whether a snapshot is not as it was hashed. */
export async function isAltered(snapshot: Snapshot): Promise<boolean> {
  if ((await checkContent(snapshot)) === 'altered') return true;
  return (await snapshotSha256(snapshot)) !== snapshot.sha256;
}

/** The same inside a transaction. */
export function isAlteredNow(snapshot: Snapshot): boolean {
  return contentState(snapshot) === 'altered' || sha256Now(measuredText(snapshot)) !== snapshot.sha256;
}
