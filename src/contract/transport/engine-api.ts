// What the engine worker does: everything with tensors. It alone owns the GPU.
import type { ExportedRuns, RunFormatId } from '../release/run-formats';
import type { DeviceEvent, DeviceReport, Estimate, TunedTile } from '../model/device';
import type { Allowance } from '../release/embed-limits';
import type { Method, Progress } from './job';
import type { Explanation, TreeLook } from '../model/explanation';
import type { Judgement } from '../model/judgement';
import type { OfferedModel } from '../release/offered-model';
import type { JobEvent, JobIntent, JobRecord, JobRequest, JobResumption } from '../project/job-record';
import type { Recipe } from '../model/recipe';
import type { BackendName, Recovery, Run, TrainEvent } from '../model/run';
import type { Study } from '../model/search/study';
import type { ScoredFile, ScoringEvent } from '../release/scoring';
import type { Latency, ModelVersion } from '../release/version';

/** One input of a model: raw values by column name, as a person would type them; images as Uint8 pixels. */
export type InputRow = Record<string, number | string | null | Uint8Array>;

export interface Prediction {
  /** Class name, or the number predicted. */
  value: string | number;
  /** One a class, in the signature's order; empty for regression. */
  probabilities: number[];
  /** Inputs outside the range or categories seen in training; `adapted`: matched although spelled otherwise than there. */
  warnings: { column: string; code: 'out_of_range' | 'unknown_category' | 'missing' | 'adapted' }[];
}

/** A port to a host page, what it may be told of, and how much of the host's limits it has. */
export interface HostService {
  port: MessagePort;
  models: OfferedModel[];
  /** Of requests; the frame's page keeps the rest. */
  allowance: Allowance;
}

export type TrainRequest =
  | {
      kind: 'new';
      /** The run's id, where the caller keeps it before the run begins. */
      id?: string;
      projectId: string;
      recipe: Recipe;
      role: 'model' | 'baseline';
      backend: BackendName | null;
      recovery?: Recovery;
    }
  | { kind: 'resume'; runId: string; backend: BackendName | null; recovery?: Recovery };

/** A version as the page holds it. */
export type HeldVersion = Pick<ModelVersion, 'number' | 'recipe' | 'artifact' | 'signature' | 'sha256'>;

export interface EngineApi {
  /** Starts every backend, holds each against the CPU, measures it. Kept for the session; `again` repeats it. */
  probeDevice: Method<{ again: boolean }, DeviceReport, DeviceEvent>;
  /** What long trainings have learnt of this device, heaviest sizes first. */
  tunedTiles: Method<null, TunedTile[]>;
  /** Leaves a backend out for as long as this worker lives: it failed too often. */
  avoidBackend: Method<{ backend: BackendName }, null>;
  /** Carries a job out, stage by stage. Ends with its record: done, paused, interrupted, failed or cancelled. An abort pauses it. */
  startJob: Method<JobRequest, JobRecord, JobEvent>;
  /** Goes on with a job where it was. */
  resumeJob: Method<JobResumption, JobRecord, JobEvent>;
  /** Asks a job of this worker to pause or stop its training, or to end for good. */
  askJob: Method<{ jobId: string; intent: JobIntent }, null>;
  estimate: Method<{ projectId: string; recipe: Recipe }, Estimate>;
  /** Ends with the run done, paused, stopped or failed. An abort pauses, after a checkpoint. */
  train: Method<TrainRequest, Run, TrainEvent>;
  /** Asks the running training to write a checkpoint and end as paused. */
  pauseRun: Method<{ runId: string }, null>;
  /** Asks it to end now with the weights it has, usable. */
  stopRun: Method<{ runId: string }, null>;
  judge: Method<{ runId: string }, Judgement, Progress>;
  /** Learns the best model of a study from parts of its training rows, and keeps how it does with the study. */
  measureLearningCurve: Method<{ studyId: string }, Study, Progress>;
  /**
   * What a run's model learnt; null where its family has no form that a person can read, or its weights are gone. `look` asks a model of trees
   * for one of them, and for the path of a test row through it.
   */
  explainRun: Method<{ runId: string; look?: TreeLook }, Explanation | null>;
  predict: Method<{ versionId: string; rows: InputRow[] }, Prediction[]>;
  /**
   * Answers a host page over a port of its own until the host closes it: the same requests as the frame's page takes, held against the
   * same checks. Fails with `gpu_lost` or `out_of_memory` where an answer needs another worker; what was asked is then not answered.
   */
  serveHost: Method<HostService, null>;
  measureLatency: Method<{ versionId: string }, Latency>;
  /**
   * Scores each row of a file; the result keeps its lines as they are and adds prediction and probabilities. `guard`: cells that a
   * spreadsheet would run as formulas get an apostrophe before them.
   */
  scoreFile: Method<{ versionId: string; file: File; guard: boolean }, ScoredFile, ScoringEvent>;
  /** A zip: model.json and its weights (TF.js layers-model), signature, preprocessing, card. Re-imported and compared before it is given. */
  exportModel: Method<{ versionId: string; locale?: 'en' | 'zh-CN' }, Blob>;
  /** What is left in memory where the store is gone: the page's records, and the weights of versions that are served. A zip. */
  exportHeld: Method<{ records: string; versions: HeldVersion[] }, Blob>;
  /** Runs of a project, all where none are named, as a ZIP that other tools read, trained models included where the format has them. */
  exportRuns: Method<
    { projectId: string; runIds: readonly string[] | null; format: RunFormatId },
    ExportedRuns,
    Progress
  >;
  /** A run from a model that XGBoost trained and saved as JSON. Throws `input_invalid` with a reason (model-refusals.ts) as `refused`. */
  importModel: Method<{ projectId: string; file: Blob; name: string }, Run>;
  /** The files of a run's model as exportModel zips them, loose, for scripts. */
  exportRun: Method<{ runId: string }, { name: string; bytes: Uint8Array<ArrayBuffer> }[]>;
}
