// What a tab tells the others of the work that goes on in it. A picture is whole, so that one who comes late needs no history.
import type { Progress } from './job';
import type { EpochMetrics, Run, RunNotice, TrainEvent } from '../model/run';
import type { Stage } from '../project/stage';

/** Name of the Web Lock that is held by the tab whose training or *Run all* is under way. */
export const leaderLock = 'hearth-leader';

/** Name of the Web Lock that a tab holds for as long as it lives. */
export function tabLock(tab: string): string {
  return `hearth-tab-${tab}`;
}

/** A training as its screen shows it. */
export interface TrainingPicture {
  run: Run | null;
  last: Extract<TrainEvent, { kind: 'step' }> | null;
  epochs: EpochMetrics[];
  notices: RunNotice[];
  checkpoint: Extract<TrainEvent, { kind: 'checkpoint' }> | null;
  measuring: Extract<TrainEvent, { kind: 'measuring' }> | null;
  active: boolean;
  ending: boolean;
  /** Loss by step, thinned. */
  points: { x: number[]; y: number[] };
}

/** The work of the tab that leads. */
export interface LeadPicture {
  projectName: string;
  phase: 'prepare' | 'baseline' | 'model' | null;
  pipeline: { projectId: string; stage: Stage | null; index: number; stopping: boolean } | null;
  training: TrainingPicture;
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
  | { kind: 'picture'; tab: string; lead: LeadPicture | null; opening: OpeningPicture | null };
