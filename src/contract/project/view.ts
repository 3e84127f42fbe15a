// What the main thread keeps of a project: everything small. Rows, weights and predictions stay in the store.
import type { DatasetVersion, Partition } from '../data/dataset';
import type { Snapshot } from './evaluation';
import type { Project, Review, TaskItem } from './project';
import type { JudgementRow, RunRow, SnapshotPoint } from './rows';
import { parseRows } from './row-text';
import type { VoidReason } from '../release/card';
import type { ModelVersion, Promotion, VersionFacts } from '../release/version';

/** A field of a record that is not as its schema says. */
export interface RecordPlace {
  table: string;
  /** Key of the record. */
  record: string;
  field: string;
}

/** The tables whose records carry a hash of their content. */
export type HashedTable =
  | 'datasets'
  | 'partitions'
  | 'runs'
  | 'judgements'
  | 'versions'
  | 'versionFacts'
  | 'reviews'
  | 'promotions'
  | 'snapshots';

/** A record that is not as it was hashed: edited past the app, in the store or in a project file. */
export interface AlteredRecord {
  table: HashedTable;
  id: string;
  /** Of the run or version that it is or belongs to. */
  number: number | null;
  /** Of a dataset version. */
  name: string | null;
  /** Of a judgement or snapshot. */
  takenAt: number | null;
}

/** What hashing a project's records found. */
export interface RecordCheck {
  checked: number;
  /** Of these, without a hash: an earlier app wrote them, and whether they were edited cannot be said. */
  unsealed: number;
  altered: AlteredRecord[];
}

export interface ProjectSummary {
  id: string;
  name: string;
  scenarioId: string | null;
  updatedAt: number;
  rows: number | null;
  runs: number;
  championNumber: number | null;
  /** A run that was cut off, with the epoch of its last checkpoint. */
  interrupted: { runId: string; number: number; epoch: number } | null;
  /** When it was last saved as a file from this device. */
  savedAt: number | null;
  snapshot: Pick<Snapshot, 'headline' | 'provisional' | 'interval' | 'coverage' | 'dimensions'> | null;
  /** The record that keeps the rest of the line from being made. */
  damage?: RecordPlace | undefined;
}

export interface ProjectView {
  project: Project;
  dataset: DatasetVersion | null;
  partition: Partition | null;
  /** Newest first. */
  runs: RunRow[];
  judgements: JudgementRow[];
  versions: ModelVersion[];
  facts: VersionFacts[];
  /** Newest first; the first decides. */
  promotions: Promotion[];
  tasks: TaskItem[];
  reviews: Review[];
  /** Approvals that count no more, by the review's id. */
  voided?: Readonly<Record<string, VoidReason>>;
  /** Oldest first: E over the project's life. */
  snapshots: SnapshotPoint[];
  /** The newest of them, whole. */
  snapshot: Snapshot | null;
  /** When it was last saved as a file from this device. */
  savedAt?: number | null;
  /** A record that could not be read and is left out of the lists. */
  damage?: RecordPlace | undefined;
}

/** The lists of a view that may be long, and whose records have rows. */
export type LongList = 'runs' | 'judgements' | 'snapshots';

/** A view whose long lists are text (row-text.ts): so a worker hands them from the store to the page. */
export type PackedView = Omit<ProjectView, LongList> & { packed: Record<LongList, string> };

/** The view that was packed. */
export function unpackView({ packed, ...view }: PackedView): ProjectView {
  return {
    ...view,
    runs: parseRows(packed.runs),
    judgements: parseRows(packed.judgements),
    snapshots: parseRows(packed.snapshots),
  };
}

/** The lists of a view, by the table that each is read from. */
export interface ViewLists {
  runs: RunRow;
  judgements: JudgementRow;
  versions: ModelVersion;
  versionFacts: VersionFacts;
  promotions: Promotion;
  tasks: TaskItem;
  reviews: Review;
  snapshots: SnapshotPoint;
}

/** What of a project to read again: by table the ids of records, or null for all of them. */
export type ChangedRecords = Record<string, readonly string[] | null>;

/** Part of a view, read again. What it does not name is as it was. */
export interface ViewChanges extends Partial<
  Pick<ProjectView, 'project' | 'dataset' | 'partition' | 'snapshot' | 'savedAt' | 'voided'>
> {
  /** Of the lists the records that were asked for and are still there. */
  lists: { [Table in keyof ViewLists]?: ViewLists[Table][] };
}

/** Told over a BroadcastChannel to every thread and tab after a commit. */
export interface ChangeNotice {
  projectId: string;
  table: string;
  /** The records that were written; absent where the writer cannot name them: then the whole table is read again. */
  ids?: string[];
  /** The records that were deleted. */
  gone?: string[];
}
export const changesChannel = 'hearth-changes';

/** A request as the browser's Performance API saw it, told by every thread to the page. */
export interface TrafficEntry {
  url: string;
  thread: string;
  /** Same origin as the app: a part of the app itself, or a blob of this page. */
  own: boolean;
  transferBytes: number;
  at: number;
  /** Seen by the service worker on its way to the network; who made it tells of it too, with its size, unless it ended before. */
  passed?: boolean;
  /** A service worker was asked for it first. */
  asked?: boolean;
  /** Answered by what is kept on this device: nothing went over the network, or the service worker's own request tells what did. */
  kept?: boolean;
}
export const trafficChannel = 'hearth-traffic';

/** An entry of the browser's record of resources, as it is told; `origin` is the app's own. */
export function trafficEntry(
  { name, transferSize, startTime, workerStart, responseStatus }: PerformanceResourceTiming,
  thread: string,
  { origin, timeOrigin }: { origin: string; timeOrigin: number },
): TrafficEntry {
  const url = new URL(name);
  const own = url.origin === origin || url.protocol === 'blob:' || url.protocol === 'data:';
  // Answered without a byte from the network: by the service worker, or by the browser's own cache before it was asked.
  const kept = url.origin === origin && transferSize === 0 && responseStatus !== 0;
  return {
    url: name,
    thread,
    own,
    transferBytes: transferSize,
    at: timeOrigin + startTime,
    asked: workerStart > 0,
    kept,
  };
}

/** Name of the Web Lock that is held by whichever thread of whichever tab trains. */
export const trainingLock = 'training';

/** Name of the Web Lock that a thread holds for as long as it trains this run. */
export const runLock = (runId: string) => `hearth-run-${runId}`;

/** Name of the Web Lock that a thread holds for as long as it carries out this job. */
export const jobLock = (jobId: string) => `hearth-job-${jobId}`;

/** Name of the Web Lock that tabs share while they do what a reload would cut: a training with all its steps, opening, writing a file. */
export const workLock = 'work';
