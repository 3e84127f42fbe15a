// A job: work of several stages that a person began, kept so that it can be resumed where it was after a crash or a closed tab.
// Of this device: it is not part of project files.
import * as v from 'valibot';
import { sha256, timestamp, ulid } from '../data/dataset';
import { recipe } from '../model/recipe';
import { backendName, fault, type BackendName, type Recovery, type Run, type TrainEvent } from '../model/run';
import { jobPriority } from './job-priority';
import { stages, type Stage } from './stage';
import { budget, type Study, type Trial } from '../model/search/study';

const locale = v.picklist(['en', 'zh-CN']);

/** What is to be done. */
export const jobRequest = v.variant('kind', [
  v.strictObject({
    kind: v.literal('train'),
    projectId: ulid,
    recipe,
    /** null: the engine chooses. */
    backend: v.nullable(backendName),
  }),
  v.strictObject({
    kind: v.literal('run-all'),
    projectId: ulid,
    recipe,
    backend: v.nullable(backendName),
    /** Language of the model card. */
    locale,
    /** Nobody chose the recipe: the best of a short search takes its place, where the table allows one. */
    search: v.exactOptional(v.literal('short')),
  }),
  v.strictObject({
    kind: v.literal('find'),
    projectId: ulid,
    /** Data, target, features, split and treatment of every model that is tried, and the seed of the search. */
    recipe,
    backend: v.nullable(backendName),
    budget,
    /** The study that goes on; null: a new one. */
    studyId: v.nullable(ulid),
  }),
  v.strictObject({ kind: v.literal('resume'), projectId: ulid, runId: ulid }),
  v.strictObject({ kind: v.literal('judge'), projectId: ulid, runId: ulid }),
]);
export type JobRequest = v.InferOutput<typeof jobRequest>;

/**
 * `interrupted`: its thread ended, or its device failed; `cancelled`: a person ended it for good; `paused`: a person, or a full disk,
 * paused its training.
 */
export const jobStatus = v.picklist([
  'queued',
  'running',
  'paused',
  'interrupted',
  'done',
  'failed',
  'cancelled',
]);
export type JobStatus = v.InferOutput<typeof jobStatus>;

/** What the job made or found so far, by id. A run's id stands here before the run begins. */
const made = v.strictObject({
  partitionSha256: v.nullable(sha256),
  baselineId: v.nullable(ulid),
  baselineJudgementId: v.nullable(ulid),
  runId: v.nullable(ulid),
  judgementId: v.nullable(ulid),
  versionId: v.nullable(ulid),
  snapshotId: v.nullable(ulid),
  /** Of a search; its id stands here before the study begins. */
  studyId: v.exactOptional(v.nullable(ulid)),
});
export type JobResults = v.InferOutput<typeof made>;

export const jobRecord = v.strictObject({
  id: ulid,
  projectId: ulid,
  priority: v.picklist([jobPriority.person, jobPriority.background]),
  status: jobStatus,
  request: jobRequest,
  /** The stage under way, or the last one that was; null before the first. */
  stage: v.nullable(v.picklist(stages)),
  /** Stages that are behind. */
  done: v.array(v.picklist(stages)),
  made,
  fault: v.nullable(fault),
  /** Its place among those that wait: smaller goes first. Absent where an earlier app began it. */
  order: v.exactOptional(v.number()),
  createdAt: timestamp,
  startedAt: v.nullable(timestamp),
  endedAt: v.nullable(timestamp),
});
export type JobRecord = v.InferOutput<typeof jobRecord>;

/** What a person can ask of a job. `pause` and `stop` are for its training: paused at a checkpoint, or ended with the weights it has. */
export type JobIntent = 'pause' | 'stop' | 'cancel';

/** A job continued; `recovery` where its worker or its device failed and it goes on by itself. */
export interface JobResumption {
  jobId: string;
  recovery?: Recovery;
  /** Nobody waits for it: it makes room for what a person asks for. */
  background?: boolean;
  /** Its turn in the queue has come: one that was held or cancelled meanwhile is left as it is. */
  inTurn?: boolean;
  /** What it was asked to compute with, for as long as nothing trains. */
  backend?: BackendName | null;
}

/** An unfinished job as the queue lists it. */
export interface QueuedJob {
  job: JobRecord;
  /** Name of its project. */
  project: string;
  /** The run that it trains or goes on with; null before that begins. */
  run: { id: string; number: number; role: Run['role'] } | null;
}

/** What can be done with a job that waits. `hold`: it keeps its place and lets others go first, until `release`. */
export type QueueChange = 'up' | 'down' | 'hold' | 'release' | 'cancel';

/** What was left undone, and needs nobody's answer. */
export interface PendingJobs {
  /** Oldest first. */
  jobs: JobRecord[];
  /** Ids of those that some thread carries out now; one that is about to end may still hold its lock. */
  live: string[];
}

/** What a job tells while it goes on. */
export type JobEvent =
  /** It began, entered a stage, or made something. */
  | { kind: 'job'; job: JobRecord }
  | { kind: 'train'; stage: Stage; event: TrainEvent }
  | { kind: 'progress'; stage: Stage; done: number; total: number }
  /** A search began or went a step further; with the trial that is over, if one is, those under way, and what is best so far. */
  | {
      kind: 'study';
      study: Study;
      trial: Trial | null;
      trying: readonly Trying[];
      best: Best | null;
    };

/** The best trial of a search so far, and how many trials are over. */
export interface Best {
  candidate: number;
  score: number;
  /** Of the linear model with its own settings, once that is over. */
  baseline: number | null;
  tried: number;
}

/** A trial under way: what it is, where and since which second of the search, and how many of its folds are behind. */
export interface Trying {
  number: number;
  candidate: number;
  lane: number;
  startedAt: number;
  folds: { done: number; count: number };
}
