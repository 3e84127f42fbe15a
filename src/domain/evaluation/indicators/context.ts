// Which records a reading is taken from: the current dataset, partition, model and baseline, and whether they still fit together.
import type { DatasetVersion, Partition } from '../../../contract/data/dataset';
import type { OwnChecks } from '../../../contract/data/quality/own-expectation';
import type { Evidence } from '../../../contract/project/evaluation';
import type { Task } from '../../../contract/model/recipe';
import type { ModelVersion, VersionFacts } from '../../../contract/release/version';
import type { JudgementRow as Judgement, RunRow as Run } from '../../../contract/project/rows';
import type { ProjectView } from '../../../contract/project/view';
import { baselineFor, currentModel, type CurrentModel } from '../../current-model';

export { championOf, finishedRuns, judgementOf, newest, primaryOf } from '../../current-model';

/** All that a project has on record, and what was found out from it when it was asked. */
export type ProjectRecords = ProjectView & {
  appVersion?: string;
  /** What checking a person's expectations on every row of the dataset gave; absent where it was not done. */
  ownChecks?: OwnChecks;
  /** When the dataset, or the one that it was made of by steps, was read. */
  dataSince?: number;
};

/** The model that E is about, with what was found out about it. */
interface ContextModel extends CurrentModel {
  artifact: NonNullable<Run['artifact']>;
  facts: VersionFacts | null;
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
  model: ContextModel | null;
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

/** Picks the current records; which model that is, domain/current-model.ts says. */
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
    baseline: (model && baselineFor(records, model.run)?.judgement) ?? null,
  };
}

function findModel(records: ProjectRecords): ContextModel | null {
  const current = currentModel(records);
  if (!current?.artifact) return null;
  const { run, version, artifact } = current;
  const { project, dataset, partition } = records;
  const stale =
    run.recipe.dataset.sha256 !== dataset?.sha256 ||
    run.recipe.target !== project.data.target ||
    run.partitionSha256 !== partition?.sha256;
  const facts = records.facts.find(({ versionId }) => versionId === version?.id) ?? null;
  return { ...current, artifact, facts, stale };
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
