// What a tab tells the others of the work that goes on in it. A picture is whole, so that one who comes late needs no history.
import type { Progress } from './job';
import type { EpochMetrics, Recovery, Run, RunNotice, TrainEvent } from '../model/run';
import type { JobIntent, JobRecord } from '../project/job-record';
import type { JobKind } from '../project/stage';

/** Name of the Web Lock that is held by the tab whose training or *Run all* is under way. */
export const leaderLock = 'hearth-leader';

/** Name of the Web Lock that a tab holds for as long as it lives. */
export function tabLock(tab: string): string {
  return `hearth-tab-${tab}`;
}

/** A run that trains, as its screen shows it. */
export interface RunPicture {
  run: Run;
  last: Extract<TrainEvent, { kind: 'step' }> | null;
  iteration: Extract<TrainEvent, { kind: 'iteration' }> | null;
  epochs: EpochMetrics[];
  notices: RunNotice[];
  checkpoint: Extract<TrainEvent, { kind: 'checkpoint' }> | null;
  measuring: Extract<TrainEvent, { kind: 'measuring' }> | null;
  active: boolean;
  /** Loss by step, thinned. */
  points: { x: number[]; y: number[] };
}

/** A job under way. */
export interface JobPicture {
  projectId: string;
  kind: JobKind;
  /** null until the engine has begun it. */
  record: JobRecord | null;
  asked: JobIntent | null;
  recovering: Recovery | null;
  /** Role of the run that is resumed. */
  resumedRole: Run['role'] | null;
  run: RunPicture | null;
}

/** The work of the tab that leads. */
export interface LeadPicture {
  projectName: string;
  jobs: JobPicture[];
}

/** What is being opened: a file or a scenario. */
export interface OpeningPicture {
  what: string;
  progress: Progress | null;
}

export const tabsChannel = 'hearth-tabs';
export type TabMessage =
  /** Whoever works is asked to tell. */
  | { kind: 'ask' }
  /** The queue of jobs was changed: it is to be read again. */
  | { kind: 'queue' }
  | { kind: 'picture'; tab: string; lead: LeadPicture | null; opening: OpeningPicture | null };
