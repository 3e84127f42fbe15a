// Which records a reading is taken from: the current dataset, partition, model and baseline, and whether they still fit together.
import type { DatasetVersion, Partition } from '../../../contract/data/dataset';
import type { Evidence } from '../../../contract/project/evaluation';
import type { SplitMetrics } from '../../../contract/model/judgement';
import type { Task } from '../../../contract/model/recipe';
import type { ModelVersion, VersionFacts } from '../../../contract/release/version';
import type { JudgementRow as Judgement, RunRow as Run } from '../../../contract/project/rows';
import type { ProjectView } from '../../../contract/project/view';

/** All that a project has on record. */
export type ProjectRecords = ProjectView & { appVersion?: string };

/** The model that E is about, with what was found out about it. */
interface CurrentModel {
  run: Run;
  artifact: NonNullable<Run['artifact']>;
  version: ModelVersion | null;
  facts: VersionFacts | null;
  judgement: Judgement | null;
  /** It learnt from data, a target or a split that are no longer the project's. */
  stale: boolean;
}

/** What every measure starts from. */
export interface Context {
  records: ProjectRecords;
  at: number;
  task: Task | null;
  dataset: DatasetVersion | null;
  partition: Partition | null;
  partitionStale: boolean;
  model: CurrentModel | null;
  baseline: Judgement | null;
}

/** A raw value with what is behind it. */
export interface Measured {
  raw: number;
  /** Rows, runs or items behind it. */
  n: number;
  evidence: Evidence[];
  stale?: boolean;
  by?: string;
}

/** Null: there is no record to measure it from. */
export type Measure = (context: Context) => Measured | null;

/** Picks the current records: of versions the champion's, else the newest; of runs the newest finished. */
export function readContext(records: ProjectRecords, at: number): Context {
  const { project, dataset, partition } = records;
  const partitionStale = partition !== null && partition.datasetSha256 !== dataset?.sha256;
  const model = findModel(records);
  return {
    records,
    at,
    task: project.data.task ?? model?.run.task ?? null,
    dataset,
    partition,
    partitionStale,
    model,
    baseline: model && findBaseline(records, model.run.partitionSha256),
  };
}

/** The version that is champion now. */
export function championOf({ versions, promotions }: ProjectRecords): ModelVersion | null {
  const promotion = newest(promotions, ({ at }) => at);
  return versions.find(({ id }) => id === promotion?.versionId) ?? null;
}

/** The newest by a time or number; the first of equals, as lists come newest first. */
export function newest<T>(items: readonly T[], order: (item: T) => number): T | null {
  return items.reduce<T | null>(
    (best, item) => (best === null || order(item) > order(best) ? item : best),
    null,
  );
}

/** Runs that ended with weights that can be used. */
export function finishedRuns(records: ProjectRecords, role: Run['role']): Run[] {
  return records.runs.filter(
    (run) =>
      run.role === role && (run.status === 'done' || run.status === 'stopped') && run.artifact !== null,
  );
}

/** The newest judgement of a run's weights. */
export function judgementOf(records: ProjectRecords, run: Pick<Run, 'id' | 'artifact'>): Judgement | null {
  const judged = records.judgements.filter(
    ({ runId, artifactSha256 }) => runId === run.id && artifactSha256 === run.artifact?.sha256,
  );
  return newest(judged, ({ takenAt }) => takenAt);
}

function findModel(records: ProjectRecords): CurrentModel | null {
  const version = championOf(records) ?? newest(records.versions, ({ number }) => number);
  const run = version
    ? records.runs.find(({ id }) => id === version.runId)
    : newest(finishedRuns(records, 'model'), ({ number }) => number);
  const artifact = version?.artifact ?? run?.artifact;
  if (!run || !artifact) return null;
  const { project, dataset, partition } = records;
  const stale =
    run.recipe.dataset.sha256 !== dataset?.sha256 ||
    run.recipe.target !== project.data.target ||
    run.partitionSha256 !== partition?.sha256;
  const facts = records.facts.find(({ versionId }) => versionId === version?.id) ?? null;
  const judgement = judgementOf(records, { id: run.id, artifact });
  return { run, artifact, version, facts, judgement, stale };
}

function findBaseline(records: ProjectRecords, partitionSha256: string): Judgement | null {
  const judged = finishedRuns(records, 'baseline').filter(
    (run) => run.partitionSha256 === partitionSha256 && judgementOf(records, run) !== null,
  );
  const run = newest(judged, ({ number }) => number);
  return run && judgementOf(records, run);
}

/** A metric of a judgement on the test set; null where its task has none of that name. */
export function testMetric({ test }: Judgement, metric: string): number | null {
  return Object.entries({ ...test.class, ...test.regression }).find(([name]) => name === metric)?.[1] ?? null;
}

/** The judgement's primary metric on one of its splits. */
export function primaryOf(judgement: Judgement, split: SplitMetrics): number | null {
  const { primary } = judgement;
  const found = Object.entries(split.class ?? split.regression ?? {}).find(([name]) => name === primary);
  return found?.[1] ?? null;
}

/** Where a value came from, as the evidence trail shows it; tables are named as the store names them. */
export const evidenceOf = {
  project: ({ records }: Context): Evidence => ({ table: 'projects', id: records.project.id, sha256: null }),
  dataset: ({ id, sha256 }: DatasetVersion): Evidence => ({ table: 'datasets', id, sha256 }),
  partition: ({ id, sha256 }: Partition): Evidence => ({ table: 'partitions', id, sha256 }),
  run: ({ id, recipeSha256 }: Run): Evidence => ({ table: 'runs', id, sha256: recipeSha256 }),
  judgement: (judgement: Judgement): Evidence => ({
    ...{ table: 'judgements', id: judgement.id, sha256: judgement.artifactSha256 },
  }),
  version: ({ id, sha256 }: ModelVersion): Evidence => ({ table: 'versions', id, sha256 }),
  facts: ({ versionId }: VersionFacts): Evidence => ({ table: 'versionFacts', id: versionId, sha256: null }),
  record: (table: 'promotions' | 'reviews' | 'tasks', { id }: { id: string }): Evidence => ({
    ...{ table, id, sha256: null },
  }),
};
