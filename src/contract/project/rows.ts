// Rows: the few fields of a large record that lists, pickers and E need. The store keeps them beside the record, so that a project with
// a thousand runs is read without their histories, recipes, curves and residuals. Here is what a row holds; storage/views/keep-rows.ts keeps them.
import type { DatasetVersion } from '../data/dataset';
import { comparableMetrics, type Judgement, type SplitMetrics } from '../model/judgement';
import type { EpochMetrics, Run } from '../model/run';
import type { ModelVersion } from '../release/version';
import type { Snapshot } from './evaluation';

/** A run without its history and most of its recipe and artifact. A whole run is a row, too. */
export interface RunRow extends Pick<
  Run,
  | 'id'
  | 'projectId'
  | 'number'
  | 'role'
  | 'label'
  | 'recipeSha256'
  | 'partitionSha256'
  | 'backend'
  | 'backendReason'
  | 'appVersion'
  | 'status'
  | 'startedAt'
  | 'endedAt'
  | 'parameters'
  | 'metric'
  | 'bestEpoch'
  | 'secondsTrained'
  | 'notices'
  | 'task'
  | 'fold'
  | 'annotation'
> {
  recipe: Pick<Run['recipe'], 'target' | 'model' | 'seed'> & {
    dataset: Pick<Run['recipe']['dataset'], 'sha256'>;
  };
  artifact: Pick<NonNullable<Run['artifact']>, 'sha256' | 'bytes'> | null;
  /** The metric on validation in the epoch whose weights were kept; absent before the first epoch. */
  validationMetric?: number;
}

/** A judgement's metrics, without its curves, matrix and residuals. A whole judgement is a row, too. */
export type JudgementRow = Pick<
  Judgement,
  | 'id'
  | 'projectId'
  | 'runId'
  | 'artifactSha256'
  | 'datasetSha256'
  | 'partitionSha256'
  | 'train'
  | 'validation'
  | 'test'
  | 'primary'
  | 'interval'
  | 'comparison'
  | 'testRows'
  | 'takenAt'
  /** Of these the worst alone. */
  | 'slices'
>;

/** A snapshot as a point of the curve of E; `altered` where it is not as it was hashed: it is not used. */
export type SnapshotPoint = Pick<
  Snapshot,
  | 'id'
  | 'projectId'
  | 'stage'
  | 'headline'
  | 'provisional'
  | 'interval'
  | 'coverage'
  | 'dimensions'
  | 'takenAt'
> & { altered?: true };

/** What the list of projects says of a dataset. */
export type DatasetRow = Pick<DatasetVersion, 'id' | 'projectId' | 'rows'>;

/** What the list of projects says of a version. */
export type VersionRow = Pick<ModelVersion, 'id' | 'projectId' | 'number'>;

/** The tables whose records have rows. */
export interface Rows {
  runs: RunRow;
  judgements: JudgementRow;
  snapshots: SnapshotPoint;
  datasets: DatasetRow;
  versions: VersionRow;
}
export type RowTable = keyof Rows;

/** The epoch whose weights a run kept: the best on validation, else the last. */
export function keptEpoch({ history, bestEpoch }: Pick<Run, 'history' | 'bestEpoch'>): EpochMetrics | null {
  return history.find(({ epoch }) => epoch === bestEpoch) ?? history.at(-1) ?? null;
}

export function runRow(run: Run): RunRow {
  const { id, projectId, number, role, label, recipeSha256, partitionSha256, backend, backendReason } = run;
  const {
    appVersion,
    status,
    startedAt,
    endedAt,
    parameters,
    metric,
    bestEpoch,
    secondsTrained,
    notices,
    task,
  } = run;
  const { dataset, target, model, seed } = run.recipe;
  const kept = keptEpoch(run);
  return {
    ...{ id, projectId, number, role, label, recipeSha256, partitionSha256, backend, backendReason },
    appVersion,
    ...{ status, startedAt, endedAt, parameters, metric, bestEpoch, secondsTrained, notices, task },
    recipe: { dataset: { sha256: dataset.sha256 }, target, model, seed },
    artifact: run.artifact && { sha256: run.artifact.sha256, bytes: run.artifact.bytes },
    ...(run.fold ? { fold: run.fold } : {}),
    ...(run.annotation ? { annotation: run.annotation } : {}),
    ...(kept ? { validationMetric: kept.validationMetric } : {}),
  };
}

export function judgementRow(judgement: Judgement): JudgementRow {
  const { id, projectId, runId, artifactSha256, datasetSha256, partitionSha256 } = judgement;
  const { primary, interval, comparison, testRows, takenAt } = judgement;
  const split = (metrics: SplitMetrics) => comparableMetrics(judgement, metrics);
  return {
    ...{ id, projectId, runId, artifactSha256, datasetSha256, partitionSha256 },
    train: split(judgement.train),
    validation: split(judgement.validation),
    test: split(judgement.test),
    ...{ primary, interval, comparison, testRows, takenAt },
    slices: judgement.slices.slice(0, 1),
  };
}

export function snapshotPoint(snapshot: Snapshot): SnapshotPoint {
  const { id, projectId, stage, headline, provisional, interval, coverage, dimensions, takenAt } = snapshot;
  return {
    ...{ id, projectId, headline, provisional, interval, coverage, dimensions, takenAt },
    ...(stage ? { stage } : {}),
  };
}
