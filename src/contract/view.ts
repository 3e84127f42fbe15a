// What the main thread keeps of a project: everything small. Rows, weights and predictions stay in the store.
import type { DatasetVersion, Partition } from './dataset';
import type { Snapshot } from './evaluation';
import type { Judgement } from './judgement';
import type { Project, Review, TaskItem } from './project';
import type { Run } from './run';
import type { ModelVersion, Promotion, VersionFacts } from './version';

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
}

export interface ProjectView {
  project: Project;
  dataset: DatasetVersion | null;
  partition: Partition | null;
  /** Newest first. */
  runs: Run[];
  judgements: Judgement[];
  versions: ModelVersion[];
  facts: VersionFacts[];
  /** Newest first; the first decides. */
  promotions: Promotion[];
  tasks: TaskItem[];
  reviews: Review[];
  /** Oldest first: E over the project's life. */
  snapshots: Snapshot[];
  /** When it was last saved as a file from this device. */
  savedAt?: number | null;
}

/** Told over a BroadcastChannel to every thread and tab after a commit. */
export interface ChangeNotice {
  projectId: string;
  table: string;
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
}
export const trafficChannel = 'hearth-traffic';

/** Name of the Web Lock that is held by whichever thread of whichever tab trains. */
export const trainingLock = 'training';
