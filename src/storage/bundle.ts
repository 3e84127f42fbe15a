// All records of one project, read or committed as a whole: what a project file holds, and what a scenario starts from.
import type { ChunkRef, DatasetVersion, Partition } from '../contract/data/dataset';
import type { Snapshot } from '../contract/project/evaluation';
import { HearthError } from '../contract/transport/fault';
import type { Judgement } from '../contract/model/judgement';
import type { Project, Review, TaskItem } from '../contract/project/project';
import { artifactChunks, type Checkpoint, type Run } from '../contract/model/run';
import type { ModelVersion, Promotion, VersionFacts } from '../contract/release/version';
import { announce } from './changes';
import { verifyChunks, type Watch } from './chunks';
import { stored, type HearthDatabase } from './database';
import { adopt, type Pin } from './references';

/** Everything that belongs to one project but its chunks. */
export interface ProjectBundle {
  project: Project;
  datasets: DatasetVersion[];
  partitions: Partition[];
  runs: Run[];
  checkpoints: Checkpoint[];
  judgements: Judgement[];
  versions: ModelVersion[];
  versionFacts: VersionFacts[];
  promotions: Promotion[];
  tasks: TaskItem[];
  reviews: Review[];
  snapshots: Snapshot[];
}

/** A project without anything in it yet. */
export function bundleOf(project: Project): ProjectBundle {
  return {
    project,
    ...{ datasets: [], partitions: [], runs: [], checkpoints: [], judgements: [], versions: [] },
    ...{ versionFacts: [], promotions: [], tasks: [], reviews: [], snapshots: [] },
  };
}

/** Owner of each record that has chunks, with these chunks. */
export function chunksByOwner(bundle: ProjectBundle): { owner: string; refs: ChunkRef[] }[] {
  return [
    ...bundle.datasets.map((each) => ({
      owner: `dataset:${each.id}`,
      refs: each.groups.map(({ chunk }) => chunk),
    })),
    ...bundle.partitions.map((each) => ({ owner: `partition:${each.id}`, refs: [each.assignment] })),
    ...bundle.runs.map((each) => ({
      owner: `run:${each.id}`,
      refs: each.artifact ? artifactChunks(each.artifact) : [],
    })),
    ...bundle.checkpoints.map((each) => ({ owner: `checkpoint:${each.id}`, refs: each.state })),
    ...bundle.judgements.map((each) => ({ owner: `judgement:${each.id}`, refs: [each.predictions] })),
    ...bundle.versions.map((each) => ({ owner: `version:${each.id}`, refs: artifactChunks(each.artifact) })),
  ];
}

/** Reads a project with everything that belongs to it, as it stood at one moment; its chunks are pinned until the pin is released. */
export function readBundle(projectId: string, pin: Pin): Promise<ProjectBundle> {
  return stored((db) =>
    db.transaction('rw', db.tables, async () => {
      const bundle = await recordsOf(db, projectId);
      // Otherwise training could drop a checkpoint's chunks while they are being read.
      const names = new Set(chunksByOwner(bundle).flatMap(({ refs }) => refs.map(({ sha256 }) => sha256)));
      await db.references.bulkPut([...names].map((sha256) => ({ owner: pin, sha256 })));
      return bundle;
    }),
  );
}

/** The same, of the records alone: what they refer to may be gone a moment later. */
export function readRecords(projectId: string): Promise<ProjectBundle> {
  return stored((db) => db.transaction('r', db.tables, () => recordsOf(db, projectId)));
}

async function recordsOf(db: HearthDatabase, projectId: string): Promise<ProjectBundle> {
  const project = await db.projects.get(projectId);
  if (!project) throw new HearthError('not_found', { field: 'project' }, { id: projectId });
  const runs = await db.runs.where('projectId').equals(projectId).sortBy('id');
  const checkpoints = await Promise.all(
    runs.map(({ id }) =>
      db.checkpoints.where('[runId+generation]').between([id, 0], [id, Infinity]).toArray(),
    ),
  );
  return {
    project,
    datasets: await db.datasets.where('projectId').equals(projectId).sortBy('id'),
    partitions: await db.partitions.where('projectId').equals(projectId).sortBy('id'),
    runs,
    checkpoints: checkpoints.flat(),
    judgements: await db.judgements.where('projectId').equals(projectId).sortBy('id'),
    versions: await db.versions.where('projectId').equals(projectId).sortBy('id'),
    versionFacts: await db.versionFacts.where('projectId').equals(projectId).sortBy('versionId'),
    promotions: await db.promotions.where('projectId').equals(projectId).sortBy('id'),
    tasks: await db.tasks.where('projectId').equals(projectId).sortBy('id'),
    reviews: await db.reviews.where('projectId').equals(projectId).sortBy('id'),
    snapshots: await db.snapshots.where('projectId').equals(projectId).sortBy('id'),
  };
}

/** Whether any record of the bundle is in the store already, under the same id. */
export function isKnown(bundle: ProjectBundle): Promise<boolean> {
  const idsOf = (records: { id: string }[]) => records.map(({ id }) => id);
  return stored((db) =>
    db.transaction('r', db.tables, async () => {
      const counts = await Promise.all([
        db.projects.where('id').equals(bundle.project.id).count(),
        db.datasets.where('id').anyOf(idsOf(bundle.datasets)).count(),
        db.partitions.where('id').anyOf(idsOf(bundle.partitions)).count(),
        db.runs.where('id').anyOf(idsOf(bundle.runs)).count(),
        db.checkpoints.where('id').anyOf(idsOf(bundle.checkpoints)).count(),
        db.judgements.where('id').anyOf(idsOf(bundle.judgements)).count(),
        db.versions.where('id').anyOf(idsOf(bundle.versions)).count(),
        db.promotions.where('id').anyOf(idsOf(bundle.promotions)).count(),
        db.tasks.where('id').anyOf(idsOf(bundle.tasks)).count(),
        db.reviews.where('id').anyOf(idsOf(bundle.reviews)).count(),
        db.snapshots.where('id').anyOf(idsOf(bundle.snapshots)).count(),
      ]);
      return counts.some((count) => count > 0);
    }),
  );
}

/** Reads all chunks back and hashes them, then stores every record in one transaction: all of the projects, or nothing. */
export async function commitBundles(
  bundles: readonly ProjectBundle[],
  pin: Pin,
  watch: Watch = {},
): Promise<void> {
  const owners = bundles.flatMap(chunksByOwner);
  const distinct = new Map(owners.flatMap(({ refs }) => refs.map((ref) => [ref.sha256, ref])));
  await verifyChunks([...distinct.values()], watch);
  await stored((db) =>
    db.transaction('rw', db.tables, async () => {
      for (const { owner, refs } of owners) await adopt(db, owner, refs, pin);
      for (const bundle of bundles) await addRecords(db, bundle);
    }),
  );
  for (const { project } of bundles) announce(project.id, 'projects');
}

async function addRecords(db: HearthDatabase, bundle: ProjectBundle): Promise<void> {
  await db.projects.add(bundle.project);
  await db.datasets.bulkAdd(bundle.datasets);
  await db.partitions.bulkAdd(bundle.partitions);
  await db.runs.bulkAdd(bundle.runs);
  await db.checkpoints.bulkAdd(bundle.checkpoints);
  await db.judgements.bulkAdd(bundle.judgements);
  await db.versions.bulkAdd(bundle.versions);
  await db.versionFacts.bulkAdd(bundle.versionFacts);
  await db.promotions.bulkAdd(bundle.promotions);
  await db.tasks.bulkAdd(bundle.tasks);
  await db.reviews.bulkAdd(bundle.reviews);
  await db.snapshots.bulkAdd(bundle.snapshots);
}
