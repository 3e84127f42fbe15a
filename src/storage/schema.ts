// The tables and their versions. A change of layout is a new entry with its migration, never an edit of an old one.
import type { Dexie, Table } from 'dexie';
import type { DatasetVersion, Partition } from '../contract/data/dataset';
import type { DeviceReport, DeviceTiles } from '../contract/model/device';
import type { Snapshot } from '../contract/project/evaluation';
import type { Judgement } from '../contract/model/judgement';
import type { JobRecord } from '../contract/project/job-record';
import type { Project, Review, TaskItem } from '../contract/project/project';
import type { Checkpoint, Run } from '../contract/model/run';
import type { ModelVersion, Promotion, VersionFacts } from '../contract/release/version';
import { fillRows } from './views/fill-rows';
import type { PackKey, RowPack, StoredSummary } from './views/row-makers';

/** Bytes under the SHA-256 of themselves. */
interface StoredChunk {
  sha256: string;
  size: number;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Who needs a chunk: a record (`dataset:<id>`), or a write in progress (`session:<id>/<n>`). */
interface Reference {
  owner: string;
  sha256: string;
}

/** What is of this device: its last report, its tiles; when a project was last saved as a file from it; the jobs begun on it. */
type StoredDevice =
  | { key: 'report'; report: DeviceReport }
  | { key: 'tiles'; tiles: DeviceTiles }
  | { key: `saved:${string}`; at: number }
  | { key: `job:${string}`; job: JobRecord };

/** Every table with its record and its key. */
export interface Tables {
  projects: Table<Project, string>;
  datasets: Table<DatasetVersion, string>;
  partitions: Table<Partition, string>;
  runs: Table<Run, string>;
  checkpoints: Table<Checkpoint, string>;
  judgements: Table<Judgement, string>;
  versions: Table<ModelVersion, string>;
  versionFacts: Table<VersionFacts, string>;
  promotions: Table<Promotion, string>;
  tasks: Table<TaskItem, string>;
  reviews: Table<Review, string>;
  snapshots: Table<Snapshot, string>;
  device: Table<StoredDevice, string>;
  chunks: Table<StoredChunk, string>;
  references: Table<Reference, [string, string]>;
  /** Derived from the records, for lists: never in a file. */
  rows: Table<RowPack, PackKey>;
  summaries: Table<StoredSummary, string>;
}

export type TableName = keyof Tables;

/** One layout of the database, and how the one before it is brought to it. */
export interface SchemaVersion {
  version: number;
  stores: Record<string, string>;
  migrate?: Parameters<ReturnType<Dexie['version']>['upgrade']>[0];
  /** It adds only what is derived from records: the records, and the files that they leave in, stay as they were. */
  derived?: boolean;
}

/** All layouts, oldest first. Binary fields are never indexed. */
export const schemaVersions: readonly SchemaVersion[] = [
  {
    version: 1,
    stores: {
      projects: 'id',
      datasets: 'id, projectId',
      partitions: 'id, projectId, [projectId+sha256]',
      runs: 'id, projectId, status',
      checkpoints: 'id, [runId+generation]',
      judgements: 'id, projectId, runId',
      versions: 'id, projectId, runId',
      versionFacts: 'versionId, projectId',
      promotions: 'id, projectId',
      tasks: 'id, projectId',
      reviews: 'id, projectId',
      snapshots: 'id, projectId',
      device: 'key',
      chunks: 'sha256',
      references: '[owner+sha256], owner, sha256',
    } satisfies Record<Exclude<TableName, 'rows' | 'summaries'>, string>,
  },
  {
    version: 2,
    stores: { rows: '[projectId+table+bucket], *ids', summaries: 'id' },
    migrate: fillRows,
    derived: true,
  },
];

/** Version of the newest layout of records: this app's own, as files tell it. */
export const layoutVersion = schemaVersions.findLast(({ derived }) => !derived)?.version ?? 0;
