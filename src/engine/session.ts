// What the engine's use cases share for as long as the worker lives: the backend, nets that serve, trainings under way.
import type { BackendName } from '../contract/model/run';
import type { Judgement } from '../contract/model/judgement';
import type { TrainControl } from '../model/net/training/train-types';
import { BackendLease } from './device/backend-lease';
import type { JobControl } from './jobs/job-control';
import type { StartLane } from './studies/worker-lane';
import { ModelCache } from './serving/model-cache';
import { createProbe } from './device/probe-device';

/** One engine's memory. */
export class EngineSession {
  /** Backends that failed too often; the page tells. */
  readonly avoided = new Set<BackendName>();
  readonly lease = new BackendLease(this.avoided);
  readonly models = new ModelCache();
  /** Trainings of this thread, by run. */
  readonly controls = new Map<string, TrainControl>();
  /** Judgements under way, by run. */
  readonly judging = new Map<string, Promise<Judgement>>();
  /** Jobs of this thread, by id. */
  readonly jobs = new Map<string, JobControl>();
  readonly probe = createProbe(() => this.lease.isHeld);
  /** Starts a thread for trials of a search; null where there is this thread alone. */
  readonly startLane: StartLane | null;

  constructor(startLane: StartLane | null = null) {
    this.startLane = startLane;
  }
}
