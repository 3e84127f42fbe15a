// Divides the rows of a dataset and checks what the division is worth. The same data, target, features and split always give the
// same partition, which is found again rather than made again.
import type { ChunkRef, DatasetVersion, Partition } from '../../../contract/data/dataset';
import { splits } from '../../../contract/data/split-codes';
import { HearthError } from '../../../contract/transport/fault';
import type { Job, Progress } from '../../../contract/transport/job';
import type { Recipe, SplitSpec } from '../../../contract/model/recipe';
import type { GroupSource } from '../../../data/rows/group-source';
import { collectLabels } from '../../../data/preprocess/labels';
import { PartitionCheck, type QualityInput } from '../../../data/quality/check-partition';
import { PowerMeasure } from '../../../data/quality/measure-power';
import { lookOver } from '../../../data/quality/one-pass';
import { isColumnSplit } from '../../../domain/columns/split-columns';
import { assignByColumn } from '../../../domain/split/assign-by-column';
import { assignFolds, isFolded } from '../../../domain/split/assign-folds';
import { assignSplit } from '../../../domain/split/assign-split';
import { putChunk, withPin } from '../../../storage/chunks/chunks';
import { commitPartition, completeQuality, findPartition, getDataset } from '../../../storage/datasets';
import { newId } from '../../../storage/store/ids';
import { getProjectRecord } from '../../../storage/projects';
import { demandPartitionKey } from './partition-key';
import { partitionSha256, type PartitionKey } from '../../../storage/record-hashes';
import { splitKeys } from './split-keys';
import { rowSource } from '../row-source';

/** The partition that the project's data plan asks for, with the rows behind its findings: one of an earlier app is measured again. */
export async function preparePartition(projectId: string, job: Job<Progress>): Promise<Partition> {
  const { data } = await getProjectRecord(projectId);
  if (data.datasetId === null) throw new HearthError('target_unset');
  const dataset = await getDataset(data.datasetId);
  return partitionFor(projectId, dataset, demandPartitionKey(data, dataset), job, true);
}

/** The partition that a recipe asks for: what a run trains on. */
export async function partitionOfRecipe(
  projectId: string,
  recipe: Recipe,
  job: Job<Progress>,
): Promise<Partition> {
  const dataset = await getDataset(recipe.dataset.id);
  if (dataset.sha256 !== recipe.dataset.sha256)
    throw new HearthError('recipe_invalid', { field: 'dataset.sha256' }, { found: dataset.sha256 });
  return partitionFor(projectId, dataset, recipe, job);
}

async function partitionFor(
  projectId: string,
  dataset: DatasetVersion,
  key: PartitionKey,
  job: Job<Progress>,
  withRows = false,
): Promise<Partition> {
  const sha256 = await partitionSha256(key);
  const known = await findPartition(projectId, sha256);
  if (known && isComplete(known, withRows)) return known;
  refuseEmptyFeatures(dataset, key.features);
  const target = dataset.columns.find(({ name }) => name === key.target);
  if (!target) throw new HearthError('column_unknown', { column: key.target });

  const splitting = watched(rowSource(dataset), 'split', job);
  const { labels, classes } = await collectLabels(splitting, target, key.task, dataset.rows, job.signal);
  const keys = await columnKeys(splitting, dataset, key.split, job.signal);
  const assignment = assign(labels, keys, key.split);
  const counts = countParts(assignment);
  const input = {
    source: watched(rowSource(dataset), 'quality', job),
    columns: dataset.columns,
    ...{ features: key.features, target: key.target, labels, classes, assignment, counts },
  };
  const quality = await measureQuality(input, known?.quality, withRows, job.signal);
  if (known) {
    await completeQuality(known, quality);
    return { ...known, quality };
  }
  return withPin(async (pin) => {
    const stored: ChunkRef = await putChunk(assignment, pin);
    const partition: Partition = {
      id: newId(),
      projectId,
      datasetId: dataset.id,
      datasetSha256: dataset.sha256,
      sha256,
      assignment: stored,
      counts,
      quality,
      createdAt: Date.now(),
    };
    await commitPartition(partition, pin);
    return partition;
  });
}

function assign(labels: Int32Array, keys: Float64Array | null, split: SplitSpec): Uint8Array {
  if (isFolded(split)) return assignFolds(labels, keys, split);
  return keys ? assignByColumn(labels, keys, split) : assignSplit(labels, split);
}

/** Whether all was measured; a run can do without what only people look at. */
function isComplete({ quality }: Partition, forPeople: boolean): boolean {
  return (
    quality.predictive !== undefined &&
    (!forPeople || Boolean(quality.equalRows && quality.parts?.near !== undefined))
  );
}

/** Measures what is not known yet, in one pass over the rows. */
async function measureQuality(
  input: QualityInput & { counts: Partition['counts'] },
  known: Partition['quality'] | undefined,
  withRows: boolean,
  signal: AbortSignal,
): Promise<Partition['quality']> {
  // Loaded when rows are divided: the worker that trains seldom does.
  const [{ PartsComparison }, { nearLook }] = await Promise.all([
    import('../../../data/quality/compare-parts'),
    import('../../../data/quality/near-parts'),
  ]);
  const check = known && (known.equalRows || !withRows) ? null : new PartitionCheck(input);
  const power = known?.predictive ? null : new PowerMeasure(input);
  const parts = known?.parts?.classes ? null : new PartsComparison(input);
  const near = !withRows || known?.parts?.near !== undefined ? null : nearLook(input);
  await lookOver(
    input.source,
    [check, power, parts, near].filter((look) => look !== null),
    signal,
  );
  const compared = parts ? parts.result() : known!.parts!;
  return {
    ...(check ? check.result() : known!),
    predictive: power ? await power.result(signal) : known!.predictive!,
    parts: near ? { ...compared, near: await near.result(signal) } : compared,
  };
}

/** What the column of the split says of each row; null where no column decides. */
async function columnKeys(
  source: GroupSource,
  { columns, rows }: DatasetVersion,
  { kind, column: name }: SplitSpec,
  signal: AbortSignal,
): Promise<Float64Array | null> {
  if (!isColumnSplit(kind)) return null;
  const column = columns.find((candidate) => candidate.name === name);
  if (!column) throw new HearthError('column_unknown', { column: name ?? '' });
  return splitKeys(source, column, { kind, rows }, signal);
}

/** A column without a single value teaches nothing, and what would be filled in for it is nowhere to be learnt. */
function refuseEmptyFeatures(dataset: DatasetVersion, features: string[]): void {
  const learnt = new Set(features);
  const empty = dataset.profiles.find(({ name, missing }) => missing === dataset.rows && learnt.has(name));
  if (empty) throw new HearthError('column_all_missing', { column: empty.name });
}

function countParts(assignment: Uint8Array): Partition['counts'] {
  const counts = { train: 0, validation: 0, test: 0, excluded: 0 };
  for (const part of assignment) counts[splits[part] ?? 'excluded']++;
  return counts;
}

/** The source, telling its progress at every group; work that reads it twice tells it twice. */
function watched(source: GroupSource, stage: string, job: Job<Progress>): GroupSource {
  const total = source.groups.reduce((sum, { rows }) => sum + rows, 0);
  return {
    groups: source.groups,
    read(index, wanted) {
      const group = source.groups[index];
      const done = (group?.firstRow ?? 0) + (group?.rows ?? 0);
      job.emit({ kind: 'progress', stage, done, total, unit: 'rows' });
      return source.read(index, wanted);
    },
  };
}
